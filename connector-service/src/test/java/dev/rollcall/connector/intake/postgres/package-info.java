/// Tests of the folded state in PostgreSQL.
@NullMarked
package dev.rollcall.connector.intake.postgres;

import org.jspecify.annotations.NullMarked;
