/// What was asked, by whom, and what it changed. Rules of the present directory do not belong here.
@NullMarked
package dev.rollcall.projection.history;

import org.jspecify.annotations.NullMarked;
