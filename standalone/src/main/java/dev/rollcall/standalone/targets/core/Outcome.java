package dev.rollcall.standalone.targets.core;

import java.util.List;

/// What became of a target, or would become of it.
public sealed interface Outcome {

  /// It was not recorded before.
  record Created() implements Outcome {}

  /// It was recorded otherwise.
  ///
  /// @param members what differed, by name
  record Changed(List<String> members) implements Outcome {
    public Changed {
      members = List.copyOf(members);
    }
  }

  /// It is recorded as the file has it; nothing was recorded.
  record Unchanged() implements Outcome {}

  /// It was taken away.
  record Removed() implements Outcome {}

  /// It is recorded, the file does not have it, and it stays.
  record Left(String why) implements Outcome {}

  /// It could not be recorded; what was recorded of it stands.
  record Refused(String why) implements Outcome {}
}
