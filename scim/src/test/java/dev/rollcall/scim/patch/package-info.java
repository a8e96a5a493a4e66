/// Tests of the package of the same name.
@NullMarked
package dev.rollcall.scim.patch;

import org.jspecify.annotations.NullMarked;
