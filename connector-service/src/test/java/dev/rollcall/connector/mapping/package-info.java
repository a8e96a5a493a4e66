/// Tests of mappings as a whole.
@NullMarked
package dev.rollcall.connector.mapping;

import org.jspecify.annotations.NullMarked;
