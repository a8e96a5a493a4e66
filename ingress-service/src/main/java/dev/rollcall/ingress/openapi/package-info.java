/// The OpenAPI document of what ingress serves: pure JSON, from the schemas that the services use.
@NullMarked
package dev.rollcall.ingress.openapi;

import org.jspecify.annotations.NullMarked;
