/// Dead letters that wait for their topic, in PostgreSQL.
@NullMarked
package dev.rollcall.connector.parking.postgres;

import org.jspecify.annotations.NullMarked;
