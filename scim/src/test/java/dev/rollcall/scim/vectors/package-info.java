/// The test vectors that were agreed for all implementations, run row by row against this library.
/// Tests of our own choices do not belong here.
@NullMarked
package dev.rollcall.scim.vectors;

import org.jspecify.annotations.NullMarked;
