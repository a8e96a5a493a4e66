/// The form of tokens.
@NullMarked
package dev.rollcall.schemas.access;

import org.jspecify.annotations.NullMarked;
