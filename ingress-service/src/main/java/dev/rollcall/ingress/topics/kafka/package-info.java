/// Creates and verifies topics through Kafka's admin client.
@NullMarked
package dev.rollcall.ingress.topics.kafka;

import org.jspecify.annotations.NullMarked;
