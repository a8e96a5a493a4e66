/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.operations;

import org.jspecify.annotations.NullMarked;
