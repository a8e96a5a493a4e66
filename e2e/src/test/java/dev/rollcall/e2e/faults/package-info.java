/// Services that are made to halt, and answers that are lost: what is then in the logs, in the
/// directory and at the targets.
@NullMarked
package dev.rollcall.e2e.faults;

import org.jspecify.annotations.NullMarked;
