/// The Kafka topics and the settings that the platform's promises stand on.
@NullMarked
package dev.rollcall.ingress.topics;

import org.jspecify.annotations.NullMarked;
