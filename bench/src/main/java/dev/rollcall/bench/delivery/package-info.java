/// Measures delivery: two small target apps of our own, the targets file that names them, and the
/// time from the answer of a POST to its arrival at both.
@NullMarked
package dev.rollcall.bench.delivery;

import org.jspecify.annotations.NullMarked;
