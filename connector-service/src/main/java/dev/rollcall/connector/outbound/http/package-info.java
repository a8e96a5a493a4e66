/// HTTP calls with WebClient: address checks where it dials, limits on time and size, resilience4j
/// around it.
@NullMarked
package dev.rollcall.connector.outbound.http;

import org.jspecify.annotations.NullMarked;
