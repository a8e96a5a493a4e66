/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.leavers.core;

import org.jspecify.annotations.NullMarked;
