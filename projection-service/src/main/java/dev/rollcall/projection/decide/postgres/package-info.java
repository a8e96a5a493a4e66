/// Positions, decisions and what the decider recalls, in PostgreSQL by JDBC.
@NullMarked
package dev.rollcall.projection.decide.postgres;

import org.jspecify.annotations.NullMarked;
