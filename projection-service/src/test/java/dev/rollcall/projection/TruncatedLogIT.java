package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.schemas.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The broker's disk loses the end of a segment, in the midst of a record; the broker cuts the log
/// there and serves what is left, without a word. The broker is this test's own.
class TruncatedLogIT {
  private static final int USERS = 12;
  private static final int OTHER = 1 - Platform.PARTITION;

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.on(folder.resolve("kafka"), folder.resolve("kafka.log"), Ports.free());
    kafka.start();
    platform = new Platform(kafka.bootstrapServers()).startAndAwaitReady();
    for (int i = 0; i < USERS; i++) {
      platform.ask(Platform.createUser("user" + i));
    }
    platform.decisionsOnceThereAre(USERS);
  }

  @AfterEach
  void stop() {
    platform.close();
    kafka.close();
  }

  @Test
  void a_requests_log_that_lost_its_end_stops_its_partition_and_no_other() throws Exception {
    cut(Topics.REQUESTS);

    awaitSaid("Partition %d STOPPED: The requests log lost ".formatted(Platform.PARTITION));
    assertTheOtherGoesOn();
    platform.stop();
    platform.start();
    awaitSaid(
        "Partition %d STOPPED: The requests log went backwards".formatted(Platform.PARTITION));
    assertThat(platform.stored()).isEqualTo(USERS + 1);
  }

  @Test
  void a_requests_log_that_lost_its_end_and_grew_over_it_stops_its_partition_as_well()
      throws Exception {
    platform.stop();
    cut(Topics.REQUESTS);
    for (int i = 0; i < 2 * USERS; i++) {
      platform.ask(Platform.createUser("late" + i));
    }
    platform.start();

    awaitSaid(
        "Partition %d STOPPED: The requests log lost its end: from offset "
            .formatted(Platform.PARTITION));
    assertTheOtherGoesOn();
    assertThat(platform.stored()).isEqualTo(USERS + 1);
  }

  @Test
  void a_decisions_log_that_lost_its_end_stops_its_partition_by_the_next_decision_and_no_other()
      throws Exception {
    cut(Topics.DECISIONS);
    platform.ask(Platform.createUser("next"));

    awaitSaid(
        "The decisions log of partition %d lost decisions while it was written to: decision %d"
            .formatted(Platform.PARTITION, USERS + 1));
    assertTheOtherGoesOn();
  }

  /// A record that is there and is none of ours is decided too: it is quarantined.
  private void assertTheOtherGoesOn() throws Exception {
    platform.appendAstray("demo", "astray", new byte[] {'{'});
    Platform.await("the other partition's decision", () -> decidedBeside() == 1);
  }

  private long decidedBeside() {
    try {
      return platform.count("SELECT count(*) FROM rollcall.decision WHERE partition = " + OTHER);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitSaid(String sentence) {
    Platform.await(sentence, () -> platform.report().toString().contains(sentence));
    assertThat(platform.isReady()).isFalse();
  }

  private void cut(String topic) throws IOException {
    kafka.kill();
    Path segment =
        folder
            .resolve("kafka")
            .resolve(topic + "-" + Platform.PARTITION)
            .resolve("00000000000000000000.log");
    try (var bytes = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      bytes.truncate(bytes.size() / 2);
    }
    kafka.start();
  }
}
