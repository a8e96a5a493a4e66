/// The directory in PostgreSQL, read by R2DBC. What a filter means belongs to `core`.
@NullMarked
package dev.rollcall.projection.directory.postgres;

import org.jspecify.annotations.NullMarked;
