/// What woven code calls. It is loaded by the bootstrap loader, so that the classes of every loader
/// find it, and so it may use the JDK alone.
@NullMarked
package dev.rollcall.faults.woven;

import org.jspecify.annotations.NullMarked;
