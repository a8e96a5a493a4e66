package dev.rollcall.connector.operations;

import java.util.List;

/// Port to what is wrong with the configuration of targets.
@FunctionalInterface
public interface Faults {

  /// Returns a sentence for each thing that is wrong with the target of a lane.
  List<String> of(String laneId);
}
