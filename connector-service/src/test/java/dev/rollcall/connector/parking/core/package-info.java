/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.parking.core;

import org.jspecify.annotations.NullMarked;
