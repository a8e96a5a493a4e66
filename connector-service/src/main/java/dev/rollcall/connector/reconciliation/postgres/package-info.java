/// Reconciliations and their findings in PostgreSQL.
@NullMarked
package dev.rollcall.connector.reconciliation.postgres;

import org.jspecify.annotations.NullMarked;
