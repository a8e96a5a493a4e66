/// Bulk requests (RFC 7644 section 3.7) as messages: reading them, finding what an operation is
/// about, and the references between operations. Nothing is carried out here.
@NullMarked
package dev.rollcall.scim.bulk;

import org.jspecify.annotations.NullMarked;
