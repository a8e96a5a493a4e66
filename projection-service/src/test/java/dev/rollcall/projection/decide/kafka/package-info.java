/// Tests of what is read of the logs.
@NullMarked
package dev.rollcall.projection.decide.kafka;

import org.jspecify.annotations.NullMarked;
