/// Creates and verifies topics through Kafka's admin client.
@NullMarked
package dev.rollcall.projection.topics.kafka;

import org.jspecify.annotations.NullMarked;
