/// Tests of the package of the same name.
@NullMarked
package dev.rollcall.scim.filter;

import org.jspecify.annotations.NullMarked;
