/// Who may ask. The tenant comes from the credential alone.
@NullMarked
package dev.rollcall.ingress.access;

import org.jspecify.annotations.NullMarked;
