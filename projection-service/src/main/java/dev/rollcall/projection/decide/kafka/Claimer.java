package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.PartitionDecider;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.RepeatCounts.LogEnd;
import dev.rollcall.schemas.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Claims a partition and puts the consumer where PostgreSQL says, after checking that the position
/// belongs to the log that is there.
final class Claimer {
  private final Deciding deciding;
  private final Ledger ledger;
  private final Admin admin;
  private final LostDecisions lost;

  Claimer(Deciding deciding, Ledger ledger, Admin admin, LostDecisions lost) {
    this.deciding = deciding;
    this.ledger = ledger;
    this.admin = admin;
    this.lost = lost;
  }

  /// @throws PartitionStoppedException where position and log do not fit
  PartitionDecider claim(int partition, Consumer<byte[], byte[]> consumer) {
    String topicId = RequestLog.topicId(admin);
    PartitionDecider decider = deciding.claim(partition, topicId, ledger);
    Claim claim = decider.claim();
    if (!claim.topicId().equals(topicId)) {
      throw new PartitionStoppedException(
          "The requests topic was made anew: its id is "
              + topicId
              + ", the position belongs to "
              + claim.topicId());
    }
    seek(claim, consumer);
    recover(decider, consumer);
    return decider;
  }

  private void recover(PartitionDecider decider, Consumer<byte[], byte[]> consumer) {
    Claim claim = decider.claim();
    var place = new TopicPartition(Topics.DECISIONS, claim.partition());
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    var log = new LogEnd(RequestLog.topicId(admin, Topics.DECISIONS), end);
    lost.behind(claim, log).ifPresent(decider::recover);
  }

  private static void seek(Claim claim, Consumer<byte[], byte[]> consumer) {
    var place = new TopicPartition(Topics.REQUESTS, claim.partition());
    long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    long next = claim.nextOffset();
    long from = claim.lastRecordSha256() == null ? next : next - 1;
    if (begin > from) {
      throw new PartitionStoppedException(
          "The requests log was trimmed: it begins at " + begin + ", needed is " + from);
    }
    if (end < next) {
      throw new PartitionStoppedException(
          "The requests log went backwards: it ends at " + end + ", decided is up to " + next);
    }
    // The leader epoch lets the client find a truncation that grew over again.
    Optional<Integer> epoch =
        claim.leaderEpoch() < 0 ? Optional.empty() : Optional.of(claim.leaderEpoch());
    consumer.seek(place, new OffsetAndMetadata(from, epoch, ""));
  }
}
