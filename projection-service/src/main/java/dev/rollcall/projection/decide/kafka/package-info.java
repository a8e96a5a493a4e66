/// Ownership of partitions and the loop that reads the requests log.
@NullMarked
package dev.rollcall.projection.decide.kafka;

import org.jspecify.annotations.NullMarked;
