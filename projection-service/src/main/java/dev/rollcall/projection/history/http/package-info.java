/// The internal interface of the history (docs/contracts.md section 4).
@NullMarked
package dev.rollcall.projection.history.http;

import org.jspecify.annotations.NullMarked;
