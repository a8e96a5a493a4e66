/// Administration questions are forwarded to the service that knows the answer.
@NullMarked
package dev.rollcall.ingress.administration.http;

import org.jspecify.annotations.NullMarked;
