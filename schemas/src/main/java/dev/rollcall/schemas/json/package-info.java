/// JSON values as immutable records. What a value means belongs to its reader; parsing and printing
/// belong to `wire`.
@NullMarked
package dev.rollcall.schemas.json;

import org.jspecify.annotations.NullMarked;
