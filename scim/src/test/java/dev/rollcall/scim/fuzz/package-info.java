/// What comes from outside, fed with anything: each target states what must hold whatever it is
/// fed. A plain build runs the saved inputs; with `JAZZER_FUZZ=1` one target is fuzzed
/// (scim/README.md). Tests of particular outcomes do not belong here.
@NullMarked
package dev.rollcall.scim.fuzz;

import org.jspecify.annotations.NullMarked;
