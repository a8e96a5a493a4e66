/// Leavers in PostgreSQL.
@NullMarked
package dev.rollcall.connector.leavers.postgres;

import org.jspecify.annotations.NullMarked;
