package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that breaks its promises stops its partition, loudly, and no other one. The broker is this
/// test's own, because a broken log stays broken.
class BrokenLogIT {
  private static final String STOPPED = "Partition 0 is stopped: The record at off";

  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private final String broken = tenantOn(0);
  private final String whole = tenantOn(1);
  private @Nullable Path brokers;
  private @Nullable EmbeddedKafka kafka;
  private @Nullable DecisionFeed ownFeed;
  private @Nullable Connector prepared;

  @BeforeEach
  void start(@TempDir Path folder) {
    brokers = folder.resolve("kafka");
    EmbeddedKafka own =
        EmbeddedKafka.on(folder.resolve("kafka"), folder.resolve("log"), Ports.free());
    own.start();
    kafka = own;
    ownFeed = new DecisionFeed(own.bootstrapServers());
    prepared =
        Connector.prepare(
            folder,
            List.of(
                TargetEntries.scim("broken", broken, server.url()),
                TargetEntries.scim("whole", whole, server.url())),
            "KAFKA_BOOTSTRAP=" + own.bootstrapServers());
    prepared.start();
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
    Objects.requireNonNull(kafka).kill();
  }

  private Connector connector() {
    return Objects.requireNonNull(prepared);
  }

  private DecisionFeed feed() {
    return Objects.requireNonNull(ownFeed);
  }

  @Test
  void a_missing_decision_stops_its_partition_and_no_other() {
    feed().publish(broken, Facts.created(Facts.user("u1"), Facts.person("first")));
    feed().publishNumbered(broken, 1, Facts.created(Facts.user("u1"), Facts.person("again")));
    feed().publishNumbered(broken, 3, Facts.created(Facts.user("u3"), Facts.person("third")));

    await().atMost(Connector.PATIENCE).until(() -> !connector().troubles().isEmpty());
    assertThat(connector().troubles())
        .contains("Partition 0 is stopped: Partition 0 has decision 3 after 1");

    feed().publish(whole, Facts.created(Facts.user("u9"), Facts.person("other")));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("other").isPresent());
    await().atMost(Connector.PATIENCE).until(() -> directory.user("first").isPresent());
    assertThat(directory.user("third")).isEmpty();
    assertThat(directory.user("again")).isEmpty();
  }

  @Test
  void a_record_that_is_no_decision_stops_its_partition_also_after_a_restart() {
    feed().publish(broken, Facts.created(Facts.user("u1"), Facts.person("first")));
    connectorFolds("first");
    feed().publishBytes(broken, "{\"v\":99}".getBytes(UTF_8));
    await().atMost(Connector.PATIENCE).until(() -> !connector().troubles().isEmpty());

    connector().stop();
    connector().run();

    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().troubles().contains("Unknown record version 99"));
    feed().publish(whole, Facts.created(Facts.user("u9"), Facts.person("other")));
    connectorFolds("other");
  }

  /// No request leads to this fact: what stands here is a bug, of whoever wrote it or of intake.
  @Test
  void a_decision_that_nobody_can_fold_stops_its_partition_and_is_told() {
    feed().publish(broken, Facts.created(Facts.user("u1"), Facts.person("first")));
    connectorFolds("first");
    feed().publish(broken, Facts.deleted(ReservedType.TARGET.ref("crm"), 2));
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            connector()
                .troubles()
                .contains("Partition 0 is stopped: a defect of ours (IllegalStateException"));

    feed().publish(whole, Facts.created(Facts.user("u9"), Facts.person("other")));
    connectorFolds("other");
    feed().publish(broken, Facts.created(Facts.user("u3"), Facts.person("third")));
    assertThat(directory.user("third")).isEmpty();
  }

  @Test
  void a_record_without_a_value_stops_its_partition_and_no_other() {
    feed().publishNothing(broken);
    await().atMost(Connector.PATIENCE).until(() -> connector().troubles().contains(STOPPED));
    feed().publish(whole, Facts.created(Facts.user("u9"), Facts.person("other")));
    connectorFolds("other");
  }

  /// The broker's disk loses bytes in the midst of a record, and the broker cuts the log there.
  @Test
  void a_log_that_lost_its_end_stops_its_partition_and_no_other() throws IOException {
    for (int version = 1; version <= 9; version++) {
      feed().publish(broken, Facts.created(Facts.user("u" + version), Facts.person("p" + version)));
    }
    connectorFolds("p9");
    EmbeddedKafka own = Objects.requireNonNull(kafka);
    own.kill();
    Path log = Path.of("rollcall.decisions-0", "00000000000000000000.log");
    try (var bytes =
        FileChannel.open(Objects.requireNonNull(brokers).resolve(log), StandardOpenOption.WRITE)) {
      bytes.truncate(bytes.size() / 2);
    }
    own.start();

    String lost = "Partition 0 is stopped: The log does not have the position where intake stands";
    await().atMost(Connector.PATIENCE).until(() -> connector().troubles().contains(lost));
    feed().publish(whole, Facts.created(Facts.user("u9"), Facts.person("other")));
    connectorFolds("other");

    connector().stop();
    connector().run();
    await().atMost(Connector.PATIENCE).until(() -> connector().troubles().contains(lost));
  }

  @Test
  void a_stopped_partition_is_told_of_by_whoever_has_it(@TempDir Path folder) {
    feed().publishNothing(broken);
    await().atMost(Connector.PATIENCE).until(() -> connector().troubles().contains(STOPPED));

    // Partitions are dealt out by name: this one gets the first.
    try (Connector other =
        Connector.prepare(
            folder,
            List.of(),
            "KAFKA_BOOTSTRAP=" + Objects.requireNonNull(kafka).bootstrapServers(),
            "INSTANCE_ID=a-connector")) {
      other.run();
      await().atMost(Connector.PATIENCE).until(() -> other.troubles().contains(STOPPED));
      await().atMost(Connector.PATIENCE).until(() -> connector().troubles().isEmpty());
    }
  }

  @Test
  void a_topic_with_a_wrong_number_of_partitions_keeps_the_service_unready(@TempDir Path folder) {
    connector().stop();
    try (Connector other =
        Connector.prepare(
            folder,
            List.of(),
            "KAFKA_BOOTSTRAP=" + Objects.requireNonNull(kafka).bootstrapServers(),
            "TOPIC_PARTITIONS=7")) {
      other.run();

      await()
          .atMost(Connector.PATIENCE)
          .until(() ->
              other
                  .troubles()
                  .contains(
                      "Topic rollcall.decisions has 4 partitions and TOPIC_PARTITIONS says 7"));
    }
  }

  private void connectorFolds(String userName) {
    await().atMost(Connector.PATIENCE).until(() -> directory.user(userName).isPresent());
  }

  private static String tenantOn(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "broken-log-" + i)
        .filter(it -> Topics.partitionOf(new TenantId(it), DecisionFeed.PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }
}
