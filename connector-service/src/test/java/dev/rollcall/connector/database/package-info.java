/// Tests of the way to PostgreSQL.
@NullMarked
package dev.rollcall.connector.database;

import org.jspecify.annotations.NullMarked;
