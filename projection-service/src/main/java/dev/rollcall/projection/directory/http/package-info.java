/// The internal interface of the directory (docs/contracts.md section 4).
@NullMarked
package dev.rollcall.projection.directory.http;

import org.jspecify.annotations.NullMarked;
