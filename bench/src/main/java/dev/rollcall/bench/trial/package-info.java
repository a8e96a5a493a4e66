/// Trials of delivery whose outcome is no latency: a replay, a target with a limit, a redrive, a
/// dead neighbour. Each has a tenant of its own, and targets that the driver plays.
@NullMarked
package dev.rollcall.bench.trial;

import org.jspecify.annotations.NullMarked;
