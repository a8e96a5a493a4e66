/// Reads what is left of a run when all is calm: logs, tables, targets, and what was printed.
@NullMarked
package dev.rollcall.e2e.crash.reading;

import org.jspecify.annotations.NullMarked;
