/// The log in Kafka: the producer of requests and the doorbell on decisions.
@NullMarked
package dev.rollcall.ingress.journal.kafka;

import org.jspecify.annotations.NullMarked;
