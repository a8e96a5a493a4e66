/// Tests of what may be dialled.
@NullMarked
package dev.rollcall.connector.outbound;

import org.jspecify.annotations.NullMarked;
