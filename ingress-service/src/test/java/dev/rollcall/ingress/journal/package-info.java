/// What is remembered of requests.
@NullMarked
package dev.rollcall.ingress.journal;

import org.jspecify.annotations.NullMarked;
