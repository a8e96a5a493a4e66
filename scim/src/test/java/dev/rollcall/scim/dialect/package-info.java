/// Tests of the package of the same name.
@NullMarked
package dev.rollcall.scim.dialect;

import org.jspecify.annotations.NullMarked;
