package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.Replayer.Recorded;
import java.util.List;

/// The two logs, read side by side.
public interface History extends AutoCloseable {

  /// The identity of the requests log that is there.
  String topicId();

  /// Reads a partition from a place on.
  Reading from(Claim place);

  /// Lets go of the logs.
  @Override
  void close();

  /// One partition. Belongs to one thread at a time.
  interface Reading extends AutoCloseable {
    /// The next requests with their decisions; waits a moment where there are none yet.
    ///
    /// @return at most `max`; empty where none came
    List<Recorded> next(int max);

    /// Lets go of the partition.
    @Override
    void close();
  }
}
