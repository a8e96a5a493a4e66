/// The judge of a crash run: what clients were told against what logs, tables and targets say.
/// Pure: plain data in, violations out. No I/O belongs here.
@NullMarked
package dev.rollcall.e2e.crash.core;

import org.jspecify.annotations.NullMarked;
