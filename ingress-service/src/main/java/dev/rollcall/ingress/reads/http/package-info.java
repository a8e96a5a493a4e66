/// Reads are forwarded to the projection, byte for byte.
@NullMarked
package dev.rollcall.ingress.reads.http;

import org.jspecify.annotations.NullMarked;
