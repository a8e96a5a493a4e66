/// What happens to a request before the web framework sees it.
@NullMarked
package dev.rollcall.ingress.http;

import org.jspecify.annotations.NullMarked;
