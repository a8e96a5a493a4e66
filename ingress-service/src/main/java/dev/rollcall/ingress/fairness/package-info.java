/// How much of the platform a tenant may have at once, so that no tenant waits for another. It
/// knows tenants and amounts; what is asked for and how it is answered is for others.
@NullMarked
package dev.rollcall.ingress.fairness;

import org.jspecify.annotations.NullMarked;
