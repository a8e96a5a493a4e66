/// The pure fold of a batch of decisions into row changes. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.intake.core;

import org.jspecify.annotations.NullMarked;
