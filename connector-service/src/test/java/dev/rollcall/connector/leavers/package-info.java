/// Tests of what its name says.
@NullMarked
package dev.rollcall.connector.leavers;

import org.jspecify.annotations.NullMarked;
