/// Folds the directory anew from the two logs beside the one that serves, compares both, and lets
/// the new one serve. What a table holds is never patched here.
@NullMarked
package dev.rollcall.projection.rebuild;

import org.jspecify.annotations.NullMarked;
