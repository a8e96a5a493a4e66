/// Records and JSON values to bytes and back. Jackson lives here and nowhere else in this module.
@NullMarked
package dev.rollcall.schemas.wire;

import org.jspecify.annotations.NullMarked;
