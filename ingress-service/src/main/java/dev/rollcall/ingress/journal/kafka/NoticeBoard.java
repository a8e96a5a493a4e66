package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.journal.AnswerIndex;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.Neighbours;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the instances of ingress tell each other, in a topic of its own: which answers were lost,
/// and who is there. The last requests of one that died count as unanswered, because it can tell
/// nobody (decision 028).
final class NoticeBoard implements Neighbours, Follower.Reading, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NoticeBoard.class);
  private static final TopicPartition BOARD = new TopicPartition(Topics.UNDELIVERED, 0);
  private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

  /// Of one's own "here" (one a second): how many another may be silent for.
  private static final int SILENCE_MAX = 5;

  /// How often the last requests of one that died are tried to be read.
  private static final int READS_MAX = 5;

  /// Notices that a start reads back.
  private static final long READ_BACK_MAX = 200_000;

  private final String bootstrap;
  private final String instance;
  private final AnswerIndex index;
  private final LogTail tail;
  private final NoticeSender sender;
  private final NoticeCodec codec = new NoticeCodec();
  private final Presence presence;
  private final Follower follower = new Follower("notice-board", this, PAUSE_AFTER_TROUBLE);
  private final Map<String, Integer> died = new LinkedHashMap<>();
  private long next;

  /// @param tail of which the last requests of somebody who died are read
  NoticeBoard(String bootstrap, String instance, AnswerIndex index, LogTail tail) {
    this.bootstrap = bootstrap;
    this.instance = instance;
    this.index = index;
    this.tail = tail;
    this.sender = new NoticeSender(bootstrap, instance);
    this.presence = new Presence(instance, SILENCE_MAX);
  }

  @Override
  public void lost(Fingerprint fingerprint, RequestId request) {
    sender.send(new Notice.Lost(instance, fingerprint, request));
  }

  @Override
  public void settled(Fingerprint fingerprint, RequestId request) {
    sender.send(new Notice.Settled(instance, fingerprint, request));
  }

  /// Reads what was said before.
  ///
  /// @throws org.apache.kafka.common.KafkaException where the board cannot be read now
  void readBack() {
    try (var consumer = open()) {
      consumer.assign(List.of(BOARD));
      long end = consumer.endOffsets(List.of(BOARD)).getOrDefault(BOARD, 0L);
      long begin = consumer.beginningOffsets(List.of(BOARD)).getOrDefault(BOARD, 0L);
      consumer.seek(BOARD, Math.max(begin, end - READ_BACK_MAX));
      Consumers.readTo(Map.of(BOARD, end), consumer, this::remember);
      next = end;
    }
  }

  /// Listens from there on, and says that this instance is there.
  void start() {
    follower.start();
    sender.start();
  }

  @Override
  public KafkaConsumer<byte[], byte[]> open() {
    return Consumers.reading(
        bootstrap,
        "rollcall-notices",
        Map.of(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
  }

  @Override
  public void begin(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(BOARD));
    consumer.seek(BOARD, next);
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      next = record.offset() + 1;
      listen(record);
    }
    readLast();
  }

  /// Also where a record is the trouble: it has been passed over.
  @Override
  public void trouble(RuntimeException trouble) {
    log.warn("What other instances say is not heard for now: {}", trouble.toString());
  }

  private void listen(ConsumerRecord<byte[], byte[]> record) {
    remember(record)
        .ifPresent(notice -> {
          presence.heard(notice.instance());
          if (notice instanceof Notice.Left) {
            presence.left(notice.instance());
          } else if (notice.equals(new Notice.Here(instance))) {
            presence.hereAgain().forEach(other -> died.put(other, READS_MAX));
          }
        });
  }

  /// Takes over what somebody else said of an answer.
  private Optional<Notice> remember(ConsumerRecord<byte[], byte[]> record) {
    var read = codec.decode(record.value());
    read.filter(notice -> !notice.instance().equals(instance))
        .ifPresent(notice -> {
          switch (notice) {
            case Notice.Lost it ->
                index.note(
                    it.fingerprint(), it.request(), Instant.ofEpochMilli(record.timestamp()));
            case Notice.Settled it -> index.settle(it.fingerprint(), it.request());
            case Notice.Here _, Notice.Left _ -> {}
          }
        });
    return read;
  }

  /// Reads what those who died asked for last; again where Kafka fails it, a few times.
  private void readLast() {
    for (var others = died.entrySet().iterator(); others.hasNext(); ) {
      var other = others.next();
      if (other.getValue() == 0) {
        log.warn("What an instance that died asked for last cannot be read: its repeats get 409");
        others.remove();
      } else {
        other.setValue(other.getValue() - 1);
        log.info(
            "Another instance ended without a word; {} of its last requests count as unanswered",
            tail.guess(index, other.getKey()));
        others.remove();
      }
    }
  }

  @Override
  public void close() {
    sender.close();
    follower.close();
  }
}
