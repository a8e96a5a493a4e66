/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.operations.core;

import org.jspecify.annotations.NullMarked;
