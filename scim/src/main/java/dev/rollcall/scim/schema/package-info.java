/// Attribute, schema and resource type definitions (RFC 7643 sections 2, 6 and 7) and the standard
/// ones. Values of resources do not belong here.
@NullMarked
package dev.rollcall.scim.schema;

import org.jspecify.annotations.NullMarked;
