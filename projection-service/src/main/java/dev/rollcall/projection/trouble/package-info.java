/// The named reasons into which outside trouble is sorted, once, by the leaf that meets it.
@NullMarked
package dev.rollcall.projection.trouble;

import org.jspecify.annotations.NullMarked;
