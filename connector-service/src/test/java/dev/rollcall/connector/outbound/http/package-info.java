/// Tests of the walls around outbound HTTP.
@NullMarked
package dev.rollcall.connector.outbound.http;

import org.jspecify.annotations.NullMarked;
