/// What holds for whole resources: canonical form, replacement, attribute selection, keys,
/// rendering.
@NullMarked
package dev.rollcall.scim.resource;

import org.jspecify.annotations.NullMarked;
