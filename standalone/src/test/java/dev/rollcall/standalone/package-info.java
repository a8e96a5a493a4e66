/// The launcher's parts that need no platform.
@NullMarked
package dev.rollcall.standalone;

import org.jspecify.annotations.NullMarked;
