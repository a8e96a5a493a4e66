/// Answers questions about the present directory: one resource, or a search. What SQL says it
/// belongs to `core` and the `postgres` leaf, HTTP to the `http` leaf.
@NullMarked
package dev.rollcall.projection.directory;

import org.jspecify.annotations.NullMarked;
