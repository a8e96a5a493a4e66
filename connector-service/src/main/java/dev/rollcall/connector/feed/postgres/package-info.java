/// Feeds in PostgreSQL.
@NullMarked
package dev.rollcall.connector.feed.postgres;

import org.jspecify.annotations.NullMarked;
