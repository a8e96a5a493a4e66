package dev.rollcall.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
  @TempDir Path folder;

  @Test
  void kafka_keeps_acknowledged_records_over_kill_and_restart() throws Exception {
    var partition = new TopicPartition("kept", 0);
    try (var kafka =
        EmbeddedKafka.on(folder.resolve("kafka"), folder.resolve("kafka.log"), Ports.free())) {
      kafka.start();
      Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (var admin = Admin.create(config);
          var producer =
              new KafkaProducer<byte[], byte[]>(
                  config, new ByteArraySerializer(), new ByteArraySerializer())) {
        admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
        for (int i = 0; i < 100; i++) {
          producer.send(new ProducerRecord<>("kept", 0, null, new byte[] {(byte) i})).get();
        }
      }
      kafka.kill();
      kafka.start();
      try (var admin = Admin.create(config)) {
        var end =
            admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition);
        assertThat(end.get().offset()).isEqualTo(100);
      }
    }
  }

  @Test
  void postgres_flushes_commits_wants_a_password_and_keeps_rows_over_kill() throws Exception {
    var settings = settings();
    try (var postgres = EmbeddedPostgres.of(settings)) {
      postgres.start();
      assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "CREATE TABLE kept AS SELECT 7 AS n; SELECT n FROM kept"))
          .isEqualTo("7");
      postgres.kill();
      postgres.start();
      assertThat(query(postgres, "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void a_server_that_its_parent_left_behind_is_stopped_before_the_next_start() throws Exception {
    var settings = settings();
    try (var left = EmbeddedPostgres.of(settings);
        var next = EmbeddedPostgres.of(settings)) {
      left.start();
      next.start();
      assertThat(left.isRunning()).isFalse();
      assertThat(query(next, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void a_first_start_that_was_killed_half_way_is_begun_anew() throws Exception {
    var settings = settings();
    Path begun = Files.createDirectories(folder.resolve("data.begun"));
    Files.writeString(begun.resolve("PG_VERSION"), "18");
    try (var postgres = EmbeddedPostgres.of(settings)) {
      postgres.start();
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
      assertThat(begun).doesNotExist();
    }
  }

  @Test
  void a_folder_of_something_else_is_left_alone() throws Exception {
    var settings = settings();
    Path letter = Files.createDirectories(settings.data()).resolve("letter.txt");
    Files.writeString(letter, "Dear Ada");
    try (var postgres = EmbeddedPostgres.of(settings)) {
      assertThatThrownBy(postgres::start)
          .isInstanceOf(BackingException.class)
          .hasMessageContaining("holds no database");
    }
    assertThat(letter).hasContent("Dear Ada");
  }

  private EmbeddedPostgres.Settings settings() {
    return new EmbeddedPostgres.Settings(
        folder.resolve("binaries"),
        folder.resolve("data"),
        folder.resolve("postgres.log"),
        Ports.free(),
        "a secret");
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
        var statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (var result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
