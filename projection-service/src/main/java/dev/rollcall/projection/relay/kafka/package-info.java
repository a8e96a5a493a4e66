/// The decisions log in Kafka.
@NullMarked
package dev.rollcall.projection.relay.kafka;

import org.jspecify.annotations.NullMarked;
