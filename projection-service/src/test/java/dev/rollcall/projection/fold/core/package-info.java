/// Tests of the fold alone: decisions in, row changes out.
@NullMarked
package dev.rollcall.projection.fold.core;

import org.jspecify.annotations.NullMarked;
