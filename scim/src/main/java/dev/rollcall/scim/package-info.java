/// The SCIM 2.0 protocol as a pure library: no I/O, no clock, no framework. What every part shares
/// stands here; everything else has a package of its own.
@NullMarked
package dev.rollcall.scim;

import org.jspecify.annotations.NullMarked;
