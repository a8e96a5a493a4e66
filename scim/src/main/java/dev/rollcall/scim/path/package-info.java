/// Attribute paths of filters, PATCH and attribute lists (RFC 7644 sections 3.10 and 3.5.2).
@NullMarked
package dev.rollcall.scim.path;

import org.jspecify.annotations.NullMarked;
