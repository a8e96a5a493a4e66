package dev.rollcall.connector.intake.kafka;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.intake.BrokenLogException;
import dev.rollcall.connector.intake.Intake;
import dev.rollcall.connector.intake.Intake.Numbered;
import dev.rollcall.connector.intake.LogPosition;
import dev.rollcall.connector.intake.ReadModel;
import dev.rollcall.connector.intake.StoreUnavailableException;
import dev.rollcall.connector.intake.core.Gathering;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The one thread that reads the decisions log. The truth about positions is in PostgreSQL; offsets
/// in Kafka say whether PostgreSQL is an old one. Trouble with either server ends a session, and
/// the next one starts from what is stored; a broken promise of the log stops its partition until
/// somebody looks.
public final class DecisionConsumer implements SmartLifecycle, HealthPart {
  private static final Logger log = LoggerFactory.getLogger(DecisionConsumer.class);
  private static final long JOIN_SECONDS = 10;

  private final Settings settings;
  private final Limits.Intake limits;
  private final Database database;
  private final ReadModel readModel;
  private final Intake intake;
  private final DecisionCodec codec;
  private final Map<Integer, String> stopped = new ConcurrentHashMap<>();
  private final Map<Integer, LogPosition> positions = new HashMap<>();
  private final Gathering gathering;
  private volatile boolean running;
  private volatile @Nullable String trouble = "Intake has not started yet";
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;
  private @Nullable Thread thread;

  /// What the consumer works with.
  public record Parts(Database database, ReadModel readModel, Intake intake, DecisionCodec codec) {}

  public DecisionConsumer(Settings settings, Limits.Intake limits, Parts parts) {
    this.settings = settings;
    this.limits = limits;
    this.database = parts.database();
    this.readModel = parts.readModel();
    this.intake = parts.intake();
    this.codec = parts.codec();
    this.gathering = new Gathering(limits.gathering(), limits.recordsMax());
  }

  @Override
  public String name() {
    return "intake";
  }

  @Override
  public Optional<String> trouble() {
    String said = trouble;
    return said != null ? Optional.of(said) : stopped.values().stream().findFirst();
  }

  @Override
  public void start() {
    running = true;
    thread =
        Thread.ofPlatform().name("intake").start(BrokenProcess.guarding(log, "Intake", this::run));
  }

  @Override
  public void stop() {
    running = false;
    KafkaConsumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread started = thread;
    if (started == null) {
      return;
    }
    try {
      if (!started.join(Duration.ofSeconds(JOIN_SECONDS))) {
        started.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        database.awaitMigrated();
        session();
      } catch (WakeupException _) {
        log.debug("Woken to stop");
      } catch (InterruptException | InterruptedException _) {
        running = false;
      } catch (KafkaException
          | StoreUnavailableException
          | BrokenLogException
          | TopicCheck.UnusableTopicException e) {
        Throwable reason = e.getCause() instanceof BrokenLogException broken ? broken : e;
        later(String.valueOf(reason.getMessage()), e);
      } catch (RuntimeException e) {
        later(defect(e), e);
      }
    }
    readModel.close();
  }

  private void later(String said, RuntimeException e) {
    if (!said.equals(trouble)) {
      log.warn("Intake waits: {}", said, e);
    }
    trouble = said;
    try {
      TimeUnit.MILLISECONDS.sleep(limits.troubleWait().toMillis());
    } catch (InterruptedException _) {
      running = false;
    }
  }

  /// A message of an exception that nobody expected may hold anything, also a person's data.
  private static String defect(RuntimeException e) {
    return "a defect of ours (" + e.getClass().getSimpleName() + "; the log says where)";
  }

  private void session() {
    String topicId;
    try (var admin = Admin.create(ConsumerSettings.admin(settings))) {
      var check = new TopicCheck(admin, settings.topicPartitions(), settings.topicReplication());
      topicId = check.decisionsTopicId();
      check.deadLetters();
    }
    try (var consumer = new KafkaConsumer<byte[], byte[]>(ConsumerSettings.of(settings, limits))) {
      current = consumer;
      var group = new Group(consumer, settings.topicPartitions());
      consumer.subscribe(List.of(Topics.DECISIONS), new Assignment(consumer, topicId, group));
      while (running) {
        poll(consumer);
        group.tell(positions.values(), readModel);
      }
    } finally {
      current = null;
    }
  }

  private void poll(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      var records = consumer.poll(limits.pollWait());
      for (TopicPartition partition : records.partitions()) {
        take(consumer, partition, records.records(partition));
      }
      if (!records.isEmpty()) {
        LockSupport.parkNanos(gathering.taken(records.count(), System.nanoTime()).toNanos());
      }
    } catch (InvalidOffsetException e) {
      for (TopicPartition partition : e.partitions()) {
        stop(consumer, partition, "The log does not have the position where intake stands", e);
      }
    }
  }

  private void take(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records) {
    LogPosition from = positions.get(partition.partition());
    if (from == null || stopped.containsKey(partition.partition())) {
      return;
    }
    try {
      var numbered = new ArrayList<Numbered>(records.size());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        numbered.add(new Numbered(record.offset(), decision(record)));
      }
      LogPosition to = intake.take(from, numbered);
      positions.put(partition.partition(), to);
    } catch (UnreadableRecordException | BrokenLogException e) {
      stop(consumer, partition, e.getMessage(), e);
    } catch (KafkaException | StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // A bug stops its partition and no other: this thread reads them all.
      stop(consumer, partition, defect(e), e);
    }
  }

  private Decision decision(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      throw new BrokenLogException("The record at offset " + record.offset() + " has no value");
    }
    return codec.decode(value);
  }

  private void stop(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      @Nullable String why,
      Exception e) {
    consumer.pause(List.of(partition));
    stopped.put(
        partition.partition(), "Partition %d is stopped: %s".formatted(partition.partition(), why));
    log.error("Partition {} of {} is stopped", partition.partition(), partition.topic(), e);
  }

  private final class Assignment implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topicId;
    private final Group group;

    Assignment(KafkaConsumer<byte[], byte[]> consumer, String topicId, Group group) {
      this.consumer = consumer;
      this.topicId = topicId;
      this.group = group;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> positions.remove(partition.partition()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Whose partition went to another instance hears of it there; one that stays stays stopped.
      var ours = new HashSet<Integer>();
      consumer.assignment().forEach(it -> ours.add(it.partition()));
      stopped.keySet().retainAll(ours);
      if (readModel.isOld(topicId, group)) {
        log.warn(
            "The tables are older than what was folded of the log: they were brought back from a"
                + " copy. Acts that the log has now are refused, and not carried out once more");
      }
      for (TopicPartition partition : partitions) {
        LogPosition position = readModel.position(partition.partition(), topicId, group::ends);
        positions.put(partition.partition(), position);
        consumer.seek(partition, position.nextOffset());
        if (stopped.containsKey(partition.partition())) {
          consumer.pause(List.of(partition));
        }
      }
      trouble = null;
      log.info("Intake follows {} partitions", partitions.size());
    }
  }
}
