/// What each service does as a process: it ends with its parent and when it is broken, and keeps
/// its memory small. Logic of a service does not belong here.
@NullMarked
package dev.rollcall.process;

import org.jspecify.annotations.NullMarked;
