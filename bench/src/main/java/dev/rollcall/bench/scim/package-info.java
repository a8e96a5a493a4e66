/// The SCIM requests that are measured, shaped as Entra sends them, and the HTTP client for them.
@NullMarked
package dev.rollcall.bench.scim;

import org.jspecify.annotations.NullMarked;
