/// Who may come in, and how many.
@NullMarked
package dev.rollcall.ingress.access;

import org.jspecify.annotations.NullMarked;
