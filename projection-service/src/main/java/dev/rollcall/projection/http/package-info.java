/// What all internal routes share: the token between our services, and errors as SCIM bodies.
@NullMarked
package dev.rollcall.projection.http;

import org.jspecify.annotations.NullMarked;
