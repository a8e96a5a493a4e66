/// The tables that are folded anew, and how they take the place of those that serve.
@NullMarked
package dev.rollcall.projection.rebuild.postgres;

import org.jspecify.annotations.NullMarked;
