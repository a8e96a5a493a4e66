/// The SCIM edge.
@NullMarked
package dev.rollcall.ingress.scimweb;

import org.jspecify.annotations.NullMarked;
