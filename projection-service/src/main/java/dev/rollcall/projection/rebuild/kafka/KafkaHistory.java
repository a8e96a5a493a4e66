package dev.rollcall.projection.rebuild.kafka;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.RecordedDecision;
import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.projection.decide.RecordedRequest;
import dev.rollcall.projection.decide.Replayer.Recorded;
import dev.rollcall.projection.decide.kafka.RecordedDecisionsLog;
import dev.rollcall.projection.decide.kafka.RequestLog;
import dev.rollcall.projection.rebuild.History;
import dev.rollcall.projection.rebuild.RebuildRefusedException;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The two logs in Kafka.
public final class KafkaHistory implements History {
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final int POLLS_MAX = 20;

  private final RequestLog requests;
  private final RecordedDecisions.Source decisions;
  private final Admin admin;

  public KafkaHistory(String bootstrap, Limits limits) {
    this.requests = new RequestLog(bootstrap, limits);
    this.decisions = RecordedDecisionsLog.source(bootstrap);
    this.admin = requests.admin();
  }

  @Override
  public String topicId() {
    return RequestLog.topicId(admin);
  }

  @Override
  public Reading from(Claim place) {
    var consumer = requests.reader("rollcall-projection-rebuild");
    try {
      var partition = new TopicPartition(Topics.REQUESTS, place.partition());
      consumer.assign(List.of(partition));
      long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (begin > place.nextOffset()) {
        throw new RebuildRefusedException(
            "The requests log of partition %d begins at %d: what was before is gone"
                .formatted(place.partition(), begin));
      }
      consumer.seek(partition, place.nextOffset());
      return new SideBySide(consumer, decisions.open(place.partition(), place.nextSeq()));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  @Override
  public void close() {
    admin.close(POLL_MAX);
  }

  /// Requests are read for the decisions that there are: none is looked at before it is decided.
  private static final class SideBySide implements Reading {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordedDecisions recorded;
    private final ArrayDeque<RecordedRequest> asked = new ArrayDeque<>();
    private final ArrayDeque<RecordedDecision> answers = new ArrayDeque<>();

    SideBySide(KafkaConsumer<byte[], byte[]> consumer, RecordedDecisions recorded) {
      this.consumer = consumer;
      this.recorded = recorded;
    }

    @Override
    public List<Recorded> next(int max) {
      if (answers.isEmpty()) {
        answers.addAll(recorded.next(max));
      }
      int wanted = Math.min(max, answers.size());
      for (int i = 0; asked.size() < wanted && i < POLLS_MAX; i++) {
        for (var record : consumer.poll(POLL_MAX)) {
          asked.add(RequestLog.recorded(record));
        }
      }
      var run = new ArrayList<Recorded>(wanted);
      while (run.size() < wanted && !asked.isEmpty()) {
        run.add(new Recorded(asked.removeFirst(), answers.removeFirst()));
      }
      return run;
    }

    @Override
    public void close() {
      consumer.close();
      recorded.close();
    }
  }
}
