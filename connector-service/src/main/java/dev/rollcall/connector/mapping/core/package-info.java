/// What a target must have of a resource: scope, mapping, and the shape that comes out. Pure: how a
/// mapping's language is evaluated belongs to its leaf.
@NullMarked
package dev.rollcall.connector.mapping.core;

import org.jspecify.annotations.NullMarked;
