/// Tests of statements in PostgreSQL.
@NullMarked
package dev.rollcall.connector.targets.postgres;

import org.jspecify.annotations.NullMarked;
