/// The projection and the connector as they are asked about recorded targets.
@NullMarked
package dev.rollcall.ingress.targets.http;

import org.jspecify.annotations.NullMarked;
