/// How secrets are sealed, and what does not open.
@NullMarked
package dev.rollcall.schemas.sealing;

import org.jspecify.annotations.NullMarked;
