/// The pure decision of delivery: what to do next with a lane key, and what an attempt's outcome
/// means. No I/O, no clock, no randomness.
@NullMarked
package dev.rollcall.connector.delivery.core;

import org.jspecify.annotations.NullMarked;
