/// Decides requests in log order, a batch a transaction. The use case and its ports stand here; the
/// rules belong to `core`, Kafka and PostgreSQL to their leaves.
@NullMarked
package dev.rollcall.projection.decide;

import org.jspecify.annotations.NullMarked;
