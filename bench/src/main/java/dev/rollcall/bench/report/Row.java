package dev.rollcall.bench.report;

import dev.rollcall.bench.load.Measurement;
import java.util.OptionalDouble;

/// One run, as it is reported.
///
/// @param name what was measured
/// @param load how it was driven
/// @param processorMillis processor time of the server for a request, where that is known
public record Row(
    String name, String load, Measurement measurement, OptionalDouble processorMillis) {

  public Row(String name, String load, Measurement measurement) {
    this(name, load, measurement, OptionalDouble.empty());
  }
}
