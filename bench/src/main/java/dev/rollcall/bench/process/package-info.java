/// What the system says of the processes that are measured: processor time, memory, disk. Linux
/// alone says it; elsewhere there are no such figures.
@NullMarked
package dev.rollcall.bench.process;

import org.jspecify.annotations.NullMarked;
