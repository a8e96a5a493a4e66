/// The administration interface.
@NullMarked
package dev.rollcall.ingress.administration;

import org.jspecify.annotations.NullMarked;
