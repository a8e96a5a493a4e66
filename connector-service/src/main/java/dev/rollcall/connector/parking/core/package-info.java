/// What can be asked about dead letters and done with them. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.parking.core;

import org.jspecify.annotations.NullMarked;
