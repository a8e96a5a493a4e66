/// The embedded servers, tried for real.
@NullMarked
package dev.rollcall.backing;

import org.jspecify.annotations.NullMarked;
