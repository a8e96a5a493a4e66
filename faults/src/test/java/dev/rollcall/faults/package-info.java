/// Whether every fault can be woven, and does what it says.
@NullMarked
package dev.rollcall.faults;

import org.jspecify.annotations.NullMarked;
