/// Tests of the decision alone: given facts, when a command, then a decision. No framework.
@NullMarked
package dev.rollcall.projection.decide.core;

import org.jspecify.annotations.NullMarked;
