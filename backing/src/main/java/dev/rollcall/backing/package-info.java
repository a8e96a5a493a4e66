/// What the embedded backing services share: child processes and ports. What is special to Kafka or
/// PostgreSQL has a package of its own.
@NullMarked
package dev.rollcall.backing;

import org.jspecify.annotations.NullMarked;
