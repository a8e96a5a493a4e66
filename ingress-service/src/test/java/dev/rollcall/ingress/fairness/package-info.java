@NullMarked
package dev.rollcall.ingress.fairness;

import org.jspecify.annotations.NullMarked;
