package dev.rollcall.bench.report;

import dev.rollcall.bench.load.Measurement;

/// One line of a report.
///
/// @param name what was measured
/// @param load how it was driven
public record Row(String name, String load, Measurement measurement) {}
