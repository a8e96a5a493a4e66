/// What a target's configuration becomes by a request.
@NullMarked
package dev.rollcall.scim.administration;

import org.jspecify.annotations.NullMarked;
