package dev.rollcall.bench.load;

import java.time.Duration;

/// How a run is driven; it ends with whichever bound is reached first.
///
/// @param concurrency requests under way at the same time, at most
/// @param duration no request is meant to start later than this after the start
/// @param requestsMax no more requests than this
public record Load(Pace pace, int concurrency, Duration duration, long requestsMax) {

  /// Returns the same load for another time.
  public Load lasting(Duration other) {
    return new Load(pace, concurrency, other, requestsMax);
  }

  /// Returns how the load is written in a report.
  public String label() {
    return pace.label(concurrency);
  }
}
