/// One tenant at a calm pace beside another one that takes all it can get.
@NullMarked
package dev.rollcall.bench.fairness;

import org.jspecify.annotations.NullMarked;
