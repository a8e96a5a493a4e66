/// What is said of leavers. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.leavers.core;

import org.jspecify.annotations.NullMarked;
