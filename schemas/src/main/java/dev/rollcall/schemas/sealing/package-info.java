/// Secrets that are recorded: sealed before they are appended, opened in memory where they are
/// used. Which members of a record are secret belongs elsewhere.
@NullMarked
package dev.rollcall.schemas.sealing;

import org.jspecify.annotations.NullMarked;
