/// Holds in PostgreSQL, and the keys that wait with them.
@NullMarked
package dev.rollcall.connector.holds.postgres;

import org.jspecify.annotations.NullMarked;
