/// The filter language (RFC 7644 section 3.4.2.2): one parser, one sealed syntax tree, and its
/// evaluation in memory. SQL does not belong here.
@NullMarked
package dev.rollcall.scim.filter;

import org.jspecify.annotations.NullMarked;
