/// Replays in PostgreSQL, and the keys and events that they let go.
@NullMarked
package dev.rollcall.connector.replay.postgres;

import org.jspecify.annotations.NullMarked;
