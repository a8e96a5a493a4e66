/// Tests of the pure fold.
@NullMarked
package dev.rollcall.connector.intake.core;

import org.jspecify.annotations.NullMarked;
