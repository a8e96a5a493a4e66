/// The rules of fairness, pure: facts about a tenant's load in, a verdict out.
@NullMarked
package dev.rollcall.ingress.fairness.core;

import org.jspecify.annotations.NullMarked;
