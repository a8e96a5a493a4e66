/// Lanes of configured targets in PostgreSQL, and the first fill of a new one.
@NullMarked
package dev.rollcall.connector.targets.postgres;

import org.jspecify.annotations.NullMarked;
