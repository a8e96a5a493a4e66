/// The port to the query side.
@NullMarked
package dev.rollcall.ingress.reads;

import org.jspecify.annotations.NullMarked;
