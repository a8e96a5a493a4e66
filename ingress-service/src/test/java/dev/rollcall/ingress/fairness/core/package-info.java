@NullMarked
package dev.rollcall.ingress.fairness.core;

import org.jspecify.annotations.NullMarked;
