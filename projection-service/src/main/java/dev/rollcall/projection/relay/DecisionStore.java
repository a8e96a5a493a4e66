package dev.rollcall.projection.relay;

import dev.rollcall.projection.decide.DecisionRecord;
import java.util.List;

/// The committed decisions.
public interface DecisionStore extends AutoCloseable {

  /// How much is read at once: so many records, and so many bytes but for one record that is
  /// larger.
  record Chunk(int recordsMax, int bytesMax) {}

  /// Returns the decisions of a partition from a sequence number on, in order.
  List<DecisionRecord> from(int partition, long seq, Chunk most);

  @Override
  void close();
}
