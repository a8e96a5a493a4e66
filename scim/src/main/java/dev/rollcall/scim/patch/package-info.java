/// PATCH (RFC 7644 section 3.5.2): operations applied to a resource, or a refusal. Spellings of
/// particular clients belong to `dialect`.
@NullMarked
package dev.rollcall.scim.patch;

import org.jspecify.annotations.NullMarked;
