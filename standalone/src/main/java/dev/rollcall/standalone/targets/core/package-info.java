/// What is to be done so that what is recorded is what a file says, and how it is said. No I/O.
@NullMarked
package dev.rollcall.standalone.targets.core;

import org.jspecify.annotations.NullMarked;
