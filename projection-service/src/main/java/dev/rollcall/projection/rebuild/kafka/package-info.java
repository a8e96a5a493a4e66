/// The two logs in Kafka, read side by side.
@NullMarked
package dev.rollcall.projection.rebuild.kafka;

import org.jspecify.annotations.NullMarked;
