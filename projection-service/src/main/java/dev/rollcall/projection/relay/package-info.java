/// Brings committed decisions to the decisions log: in order, without a gap, each at least once.
@NullMarked
package dev.rollcall.projection.relay;

import org.jspecify.annotations.NullMarked;
