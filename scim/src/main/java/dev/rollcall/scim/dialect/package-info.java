/// What real clients send beside the RFC, turned into standard SCIM: one pure function for each
/// quirk.
@NullMarked
package dev.rollcall.scim.dialect;

import org.jspecify.annotations.NullMarked;
