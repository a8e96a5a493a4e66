/// Who may come in.
@NullMarked
package dev.rollcall.ingress.access;

import org.jspecify.annotations.NullMarked;
