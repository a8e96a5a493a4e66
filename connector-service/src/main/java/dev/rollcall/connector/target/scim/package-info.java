/// A SCIM 2.0 client as a downstream app (RFC 7644).
@NullMarked
package dev.rollcall.connector.target.scim;

import org.jspecify.annotations.NullMarked;
