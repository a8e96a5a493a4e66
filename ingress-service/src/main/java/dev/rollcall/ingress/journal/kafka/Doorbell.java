package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.journal.Decided;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.SurroundingsCodec;
import dev.rollcall.schemas.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/// Reads the decisions log from its end and rings for the requests that wait. It decodes only what
/// somebody waits for. A ring that is lost costs time and no answer: the projection has the truth.
final class Doorbell implements Follower.Reading, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Doorbell.class);
  private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofMillis(500);

  private final String bootstrap;
  private final int partitions;
  private final DecisionCodec codec;
  private final SurroundingsCodec surroundings = new SurroundingsCodec();
  private final ConcurrentMap<String, Sinks.One<Decided>> waiting = new ConcurrentHashMap<>();
  private final Abandoned abandoned;
  private final Follower follower = new Follower("doorbell", this, PAUSE_AFTER_TROUBLE);
  private volatile boolean listening;

  /// @param abandonedMax requests that nobody waits for any more and that are still listened for
  Doorbell(String bootstrap, int partitions, DecisionCodec codec, int abandonedMax) {
    this.bootstrap = bootstrap;
    this.partitions = partitions;
    this.codec = codec;
    this.abandoned = new Abandoned(abandonedMax);
  }

  /// Starts to listen; the topic must exist.
  void start() {
    follower.start();
  }

  /// Says whether a decision that is appended from now on rings.
  boolean isListening() {
    return listening;
  }

  /// Registers a request before it is appended.
  Sinks.One<Decided> await(RequestId request) {
    Sinks.One<Decided> sink = Sinks.one();
    waiting.put(request.value(), sink);
    return sink;
  }

  /// Forgets a request that has its answer, or will not get one.
  void forget(RequestId request) {
    waiting.remove(request.value());
  }

  /// Nobody waits for the answer to a request any more.
  ///
  /// @param decided is told when it is decided all the same, or can no longer be found out
  void abandon(RequestId request, Runnable decided) {
    abandoned.add(request.value(), decided);
    if (waiting.remove(request.value()) == null) {
      // It rang a moment ago.
      abandoned.decided(request.value());
    }
  }

  @Override
  public KafkaConsumer<byte[], byte[]> open() {
    return Consumers.open(
        bootstrap,
        "rollcall-doorbell",
        Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
  }

  @Override
  public void begin(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(Topics.DECISIONS, partition));
    }
    consumer.assign(all);
    consumer.seekToEnd(all);
    // The end is fixed before anybody may wait: what is appended later is seen.
    all.forEach(consumer::position);
    // What rang before was heard by nobody.
    abandoned.giveUp();
    listening = true;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) {
    records.forEach(this::ring);
  }

  @Override
  public void trouble(RuntimeException trouble) {
    listening = false;
    if (!(trouble instanceof KafkaException)) {
      throw trouble;
    }
    log.warn("The doorbell lost its place and starts again at the end: {}", trouble.toString());
  }

  private void ring(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Topics.HEADER_REQUEST_ID);
    if (header == null) {
      return;
    }
    String request = new String(header.value(), StandardCharsets.UTF_8);
    Sinks.One<Decided> sink = waiting.remove(request);
    // After the other: who abandons a request is among these before it is gone from those.
    abandoned.decided(request);
    if (sink == null) {
      return;
    }
    try {
      sink.tryEmitValue(new Decided(codec.decode(record.value()), surroundings(record)));
    } catch (UnreadableRecordException e) {
      log.error(
          "Decision at partition {} offset {} is unreadable: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private @Nullable Surroundings surroundings(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Topics.HEADER_SURROUNDINGS);
    if (header == null) {
      return null;
    }
    try {
      return surroundings.decode(header.value());
    } catch (UnreadableRecordException e) {
      log.warn(
          "What came with the decision at partition {} offset {} is unreadable: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
