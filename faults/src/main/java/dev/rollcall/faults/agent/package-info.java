/// The entry from `-javaagent`, and nothing else: it is loaded apart from the rest of the jar.
@NullMarked
package dev.rollcall.faults.agent;

import org.jspecify.annotations.NullMarked;
