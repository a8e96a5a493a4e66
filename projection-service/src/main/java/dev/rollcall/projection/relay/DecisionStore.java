package dev.rollcall.projection.relay;

import dev.rollcall.projection.decide.DecisionRecord;
import java.util.List;

/// The committed decisions.
public interface DecisionStore extends AutoCloseable {

  /// Returns the decisions of a partition from a sequence number on, in order.
  List<DecisionRecord> from(int partition, long seq, int recordsMax);

  @Override
  void close();
}
