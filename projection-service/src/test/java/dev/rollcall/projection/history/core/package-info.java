/// Tests of how a history is read.
@NullMarked
package dev.rollcall.projection.history.core;

import org.jspecify.annotations.NullMarked;
