/// Tests of the whole write side against a real Kafka and a real PostgreSQL.
@NullMarked
package dev.rollcall.projection;

import org.jspecify.annotations.NullMarked;
