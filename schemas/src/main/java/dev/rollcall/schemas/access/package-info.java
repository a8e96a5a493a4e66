/// How an access token looks. Who may do what belongs to ingress.
@NullMarked
package dev.rollcall.schemas.access;

import org.jspecify.annotations.NullMarked;
