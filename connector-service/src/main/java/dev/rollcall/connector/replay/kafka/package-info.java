/// The decisions log, read again for replays.
@NullMarked
package dev.rollcall.connector.replay.kafka;

import org.jspecify.annotations.NullMarked;
