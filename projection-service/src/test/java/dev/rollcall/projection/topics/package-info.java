/// Tests of what is required of a topic.
@NullMarked
package dev.rollcall.projection.topics;

import org.jspecify.annotations.NullMarked;
