/// Bearer tokens and limits on the way in.
@NullMarked
package dev.rollcall.ingress.access.http;

import org.jspecify.annotations.NullMarked;
