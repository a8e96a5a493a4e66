package dev.rollcall.bench.trial;

import dev.rollcall.bench.Limits;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a trial needs of its surroundings.
///
/// @param scimBase the platform's SCIM interface
/// @param adminBase the platform's administration interface
/// @param credentialsFile ingress's `CREDENTIALS_FILE`
/// @param targetsFile the connector's `TARGETS_FILE`
/// @param operationsFile where `./rollcall up` says how the projection is told what to do
public record TrialSetting(
    URI scimBase,
    URI adminBase,
    Path credentialsFile,
    Path targetsFile,
    Path operationsFile,
    Size size,
    Limits limits,
    PrintStream progress) {

  /// How large a trial is.
  ///
  /// @param people how many, 0 for as many as the trial usually has
  /// @param lanes over how many targets a replay is spread, for one run each
  /// @param inFlight keys of one target in work at the same time, 0 where the connector says
  /// @param each how long the limited target is watched, after the first minute
  public record Size(int people, List<Integer> lanes, int inFlight, Duration each) {
    public Size {
      lanes = List.copyOf(lanes);
    }
  }
}
