/// Tests of JSONata within limits.
@NullMarked
package dev.rollcall.connector.mapping.jsonata;

import org.jspecify.annotations.NullMarked;
