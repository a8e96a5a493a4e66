/// Tests of the connector as a whole. Tests of one feature stand in its package.
@NullMarked
package dev.rollcall.connector;

import org.jspecify.annotations.NullMarked;
