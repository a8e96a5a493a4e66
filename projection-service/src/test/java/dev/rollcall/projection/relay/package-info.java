/// Tests of the relay's order, with a log and a store that a test can break.
@NullMarked
package dev.rollcall.projection.relay;

import org.jspecify.annotations.NullMarked;
