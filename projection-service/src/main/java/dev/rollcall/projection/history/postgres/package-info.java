/// The history in its tables.
@NullMarked
package dev.rollcall.projection.history.postgres;

import org.jspecify.annotations.NullMarked;
