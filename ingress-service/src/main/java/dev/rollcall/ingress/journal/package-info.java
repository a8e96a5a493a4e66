/// The port to the log: append a request, answer when it is decided.
@NullMarked
package dev.rollcall.ingress.journal;

import org.jspecify.annotations.NullMarked;
