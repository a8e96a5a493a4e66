/// Tests of the work on lanes.
@NullMarked
package dev.rollcall.connector.delivery;

import org.jspecify.annotations.NullMarked;
