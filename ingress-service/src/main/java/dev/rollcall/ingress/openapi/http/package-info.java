/// Serves the OpenAPI document.
@NullMarked
package dev.rollcall.ingress.openapi.http;

import org.jspecify.annotations.NullMarked;
