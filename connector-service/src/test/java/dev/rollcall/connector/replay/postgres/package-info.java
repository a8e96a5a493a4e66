/// Tests of statements in PostgreSQL.
@NullMarked
package dev.rollcall.connector.replay.postgres;

import org.jspecify.annotations.NullMarked;
