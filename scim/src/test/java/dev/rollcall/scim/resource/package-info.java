/// Tests of reading, replacing, selecting and rendering resources. Rules that are many stand in
/// text tables.
@NullMarked
package dev.rollcall.scim.resource;

import org.jspecify.annotations.NullMarked;
