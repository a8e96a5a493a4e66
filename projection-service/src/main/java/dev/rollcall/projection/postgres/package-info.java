/// What the features' PostgreSQL leaves share: sessions, statements with array parameters, and the
/// one place where trouble is classified.
@NullMarked
package dev.rollcall.projection.postgres;

import org.jspecify.annotations.NullMarked;
