/// Tests of what comes before the web framework.
@NullMarked
package dev.rollcall.ingress.http;

import org.jspecify.annotations.NullMarked;
