/// One Kafka node (KRaft) in a JVM process of its own, on a folder that outlives it.
@NullMarked
package dev.rollcall.backing.kafka;

import org.jspecify.annotations.NullMarked;
