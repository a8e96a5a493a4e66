/// Faults that tests put into the services from outside: the points where a process can be made to
/// halt, and the bugs that a checker must find. Tables and their parser; no service knows of it.
@NullMarked
package dev.rollcall.faults;

import org.jspecify.annotations.NullMarked;
