/// The protocol's messages as JSON: errors, lists, PATCH and search bodies, discovery documents.
@NullMarked
package dev.rollcall.scim.message;

import org.jspecify.annotations.NullMarked;
