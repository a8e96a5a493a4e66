/// Tests of what brings a partition forward.
@NullMarked
package dev.rollcall.projection.decide;

import org.jspecify.annotations.NullMarked;
