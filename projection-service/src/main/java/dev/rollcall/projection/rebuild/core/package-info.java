/// What two directories have in common, purely.
@NullMarked
package dev.rollcall.projection.rebuild.core;

import org.jspecify.annotations.NullMarked;
