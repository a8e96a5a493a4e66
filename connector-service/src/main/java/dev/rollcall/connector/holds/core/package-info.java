/// When an act is too much, and what it would do. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.holds.core;

import org.jspecify.annotations.NullMarked;
