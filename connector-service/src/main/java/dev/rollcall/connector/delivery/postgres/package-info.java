/// Lanes, links and outboxes in PostgreSQL. When to retry and what to send belongs to the core.
@NullMarked
package dev.rollcall.connector.delivery.postgres;

import org.jspecify.annotations.NullMarked;
