/// Tests of the SCIM client's messages.
@NullMarked
package dev.rollcall.connector.target.scim;

import org.jspecify.annotations.NullMarked;
