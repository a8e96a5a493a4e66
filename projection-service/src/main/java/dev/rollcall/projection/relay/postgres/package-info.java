/// The committed decisions in PostgreSQL.
@NullMarked
package dev.rollcall.projection.relay.postgres;

import org.jspecify.annotations.NullMarked;
