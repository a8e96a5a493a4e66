/// Keeps directory and history in step with the decisions.
@NullMarked
package dev.rollcall.projection.fold;

import org.jspecify.annotations.NullMarked;
