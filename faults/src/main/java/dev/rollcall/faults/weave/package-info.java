/// Puts faults into the bytes of classes. What the bytes call then is in `woven`.
@NullMarked
package dev.rollcall.faults.weave;

import org.jspecify.annotations.NullMarked;
