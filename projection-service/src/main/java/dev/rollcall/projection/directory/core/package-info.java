/// Filters and sort orders to SQL text, purely: no driver, no I/O. Every literal of a client
/// becomes a bind; names come from schemas alone.
@NullMarked
package dev.rollcall.projection.directory.core;

import org.jspecify.annotations.NullMarked;
