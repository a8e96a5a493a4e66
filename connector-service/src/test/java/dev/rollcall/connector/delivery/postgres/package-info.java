/// Tests of lanes in PostgreSQL.
@NullMarked
package dev.rollcall.connector.delivery.postgres;

import org.jspecify.annotations.NullMarked;
