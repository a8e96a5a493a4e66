/// Tests of the definitions and of what holds for values of each type.
@NullMarked
package dev.rollcall.scim.schema;

import org.jspecify.annotations.NullMarked;
