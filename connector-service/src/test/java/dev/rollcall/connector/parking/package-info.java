/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.parking;

import org.jspecify.annotations.NullMarked;
