/// Measurements as a table for people and as JSON for tools.
@NullMarked
package dev.rollcall.bench.report;

import org.jspecify.annotations.NullMarked;
