/// The read model and the raising of lane keys in PostgreSQL, one transaction with the position.
@NullMarked
package dev.rollcall.connector.intake.postgres;

import org.jspecify.annotations.NullMarked;
