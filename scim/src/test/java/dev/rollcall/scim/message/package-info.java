/// Tests of the messages and discovery documents.
@NullMarked
package dev.rollcall.scim.message;

import org.jspecify.annotations.NullMarked;
