/// Tests of the ledger against a real PostgreSQL.
@NullMarked
package dev.rollcall.projection.decide.postgres;

import org.jspecify.annotations.NullMarked;
