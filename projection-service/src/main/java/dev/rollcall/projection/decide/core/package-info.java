/// The pure decision: a request and what is known of the directory give an outcome and facts. No
/// I/O, clock, randomness, logging or framework belongs here.
@NullMarked
package dev.rollcall.projection.decide.core;

import org.jspecify.annotations.NullMarked;
