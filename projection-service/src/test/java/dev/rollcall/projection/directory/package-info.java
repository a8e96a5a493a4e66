/// Reads of the directory, against a real PostgreSQL.
@NullMarked
package dev.rollcall.projection.directory;

import org.jspecify.annotations.NullMarked;
