/// What is said to operators, in words. No I/O, no clock.
@NullMarked
package dev.rollcall.connector.operations.core;

import org.jspecify.annotations.NullMarked;
