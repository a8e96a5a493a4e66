/// Tests of folding a directory anew.
@NullMarked
package dev.rollcall.projection.rebuild;

import org.jspecify.annotations.NullMarked;
