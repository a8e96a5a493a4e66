/// Rebuilds over HTTP, for operators.
@NullMarked
package dev.rollcall.projection.rebuild.http;

import org.jspecify.annotations.NullMarked;
