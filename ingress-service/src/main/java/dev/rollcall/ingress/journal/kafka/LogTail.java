package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.journal.AnswerIndex;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.UnreadableRecordException;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of the requests log, as a start finds it or the death of another instance. An ingress
/// that died took with it what it knew of answers that were not delivered. Its last requests may be
/// among them, and their clients will repeat them: they count as undelivered. One that was
/// delivered is not repeated.
final class LogTail {
  private static final Logger log = LoggerFactory.getLogger(LogTail.class);

  /// How long others go on before they notice that one is dead.
  private static final Duration NOTICED_MAX = Duration.ofSeconds(10);

  /// Records of a partition that are looked at for those of one instance.
  private static final long LOOKED_AT_MAX = 100_000;

  private final String bootstrap;
  private final List<TopicPartition> partitions;
  private final Limits limits;
  private final RequestCodec codec = new RequestCodec(Unsealer.WITHOUT_KEYS);

  LogTail(String bootstrap, int partitions, Limits limits) {
    this.bootstrap = bootstrap;
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(it -> new TopicPartition(Topics.REQUESTS, it))
            .toList();
    this.limits = limits;
  }

  /// Counts the last requests of the log as perhaps undelivered.
  ///
  /// @throws org.apache.kafka.common.KafkaException where the log cannot be read now
  void guess(AnswerIndex index) {
    guess(index, new Reach(waited(), limits.undeliveredMax()), _ -> true);
  }

  /// The same of the last requests of an instance that has died a moment ago; says how many.
  ///
  /// @throws org.apache.kafka.common.KafkaException where the log cannot be read now
  int guess(AnswerIndex index, String instance) {
    byte[] author = instance.getBytes(StandardCharsets.UTF_8);
    return guess(
        index,
        new Reach(waited().plus(NOTICED_MAX), LOOKED_AT_MAX),
        record -> {
          Header header = record.headers().lastHeader(Topics.HEADER_INSTANCE);
          return header != null && Arrays.equals(header.value(), author);
        });
  }

  /// How far back is read.
  ///
  /// @param age before the last record of a partition
  private record Reach(Duration age, long recordsMax) {}

  /// Whoever died waited for an answer no longer than that, and appended nothing afterwards.
  private Duration waited() {
    return limits.answerMax().plus(limits.readMax());
  }

  /// A request that may be repeated. A record of it may have half a megabyte.
  private record Last(Fingerprint fingerprint, RequestId request) {}

  /// Reads all of it before any counts: a read that fails has told nothing.
  ///
  /// @param wanted which records
  private int guess(
      AnswerIndex index, Reach reach, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    var last = new ArrayDeque<Last>();
    try (var consumer = Consumers.reading(bootstrap, "rollcall-log-tail", Map.of())) {
      Map<TopicPartition, Long> ends = ends(consumer);
      consumer.assign(ends.keySet());
      seekBack(consumer, ends, reach);
      Consumers.readTo(
          ends,
          consumer,
          record -> {
            if (wanted.test(record)) {
              decoded(record).ifPresent(last::add);
            }
            if (last.size() > limits.undeliveredMax()) {
              last.remove();
            }
          });
    }
    last.forEach(it -> index.guess(it.fingerprint(), it.request()));
    return last.size();
  }

  /// The ends of the partitions that are not empty.
  private Map<TopicPartition, Long> ends(KafkaConsumer<byte[], byte[]> consumer) {
    var ends = new HashMap<>(consumer.endOffsets(partitions));
    ends.entrySet().removeIf(end -> end.getValue() == 0);
    return ends;
  }

  private static void seekBack(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Reach reach) {
    long ageMillis = reach.age().toMillis();
    Map<TopicPartition, Long> since = new HashMap<>();
    ends.forEach((partition, end) -> consumer.seek(partition, end - 1));
    Consumers.readTo(
        ends, consumer, last -> since.put(Consumers.partition(last), last.timestamp() - ageMillis));
    consumer
        .offsetsForTimes(since)
        .forEach((partition, first) -> {
          long nearest = ends.getOrDefault(partition, 0L) - reach.recordsMax();
          consumer.seek(partition, Math.max(first.offset(), nearest));
        });
  }

  /// A request in parts is known by the first of them.
  private static RequestId whole(Request request) {
    return request.command() instanceof Bulk bulk && bulk.part() != null
        ? bulk.part().first()
        : request.id();
  }

  private Optional<Last> decoded(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      // Nobody here writes one, and whoever did must not keep an ingress from starting.
      return Optional.empty();
    }
    try {
      Request request = codec.decode(value);
      return Optional.of(new Last(Fingerprint.of(request), whole(request)));
    } catch (UnreadableRecordException e) {
      log.debug("Nobody can repeat the record at offset {}", record.offset(), e);
      return Optional.empty();
    }
  }
}
