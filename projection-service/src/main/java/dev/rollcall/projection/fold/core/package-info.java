/// Facts to row changes, purely: the same for live decisions and for a rebuild. Nothing is judged
/// here, and no SQL is known.
@NullMarked
package dev.rollcall.projection.fold.core;

import org.jspecify.annotations.NullMarked;
