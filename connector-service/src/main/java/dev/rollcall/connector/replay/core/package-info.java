/// What is to be sent again, and how fast. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.replay.core;

import org.jspecify.annotations.NullMarked;
