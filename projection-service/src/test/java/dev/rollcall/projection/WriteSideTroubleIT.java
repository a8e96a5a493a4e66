package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.testkit.BackingServers;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the write side does when what it stands on is away or is not what it was.
class WriteSideTroubleIT {
  private Platform platform;

  @BeforeEach
  void make_a_fresh_platform() throws Exception {
    platform = new Platform();
  }

  @AfterEach
  void stop_it() {
    platform.close();
  }

  @Test
  void a_log_that_is_another_one_stops_the_partition_and_nothing_is_skipped() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    platform.stop();
    platform.execute(
        "UPDATE rollcall.partition_position SET last_record_sha256 = sha256('other') WHERE"
            + " next_offset > 0");
    platform.ask(Platform.createUser("bob"));
    platform.start();

    Platform.await(
        "a stopped partition",
        () -> platform.report().json().toString().contains("the log is another one"));
    assertThat(platform.isReady()).isFalse();
    assertThat(platform.count("SELECT count(*) FROM rollcall.decision")).isOne();
  }

  @Test
  void a_log_that_ends_before_what_was_decided_stops_the_partition() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    platform.stop();
    platform.execute(
        "UPDATE rollcall.partition_position SET next_offset = 4 WHERE next_offset > 0");
    platform.ask(Platform.createUser("bob"));
    platform.start();

    Platform.await(
        "a stopped partition",
        () ->
            platform
                .report()
                .json()
                .toString()
                .contains("The requests log went backwards: it ends at 2, decided is up to 4"));
    assertThat(platform.isReady()).isFalse();
    assertThat(platform.count("SELECT count(*) FROM rollcall.decision")).isOne();
  }

  @Test
  void a_topic_that_was_made_anew_stops_the_partition() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    platform.stop();
    try (var admin = platform.admin()) {
      admin.deleteTopics(List.of(Topics.REQUESTS)).all().get();
    }
    platform.start();

    Platform.await(
        "a stopped partition", () -> platform.report().json().toString().contains("was made anew"));
  }

  @Test
  void a_decisions_topic_that_was_made_anew_gets_everything_once_more() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    List<Decision> before = platform.decisionsOnceThereAre(1);
    try (var admin = platform.admin()) {
      admin.deleteTopics(List.of(Topics.DECISIONS)).all().get();
    }

    // It is made anew by who looks after it.
    assertThat(platform.decisionsOnceThereAre(1)).isEqualTo(before);
    platform.ask(Platform.createUser("bob"));
    platform.assertContiguous(platform.decisionsOnceThereAre(2));

    platform.stop();
    try (var admin = platform.admin()) {
      admin.deleteTopics(List.of(Topics.DECISIONS)).all().get();
    }
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("eve"));
    platform.assertContiguous(platform.decisionsOnceThereAre(3));
    assertThat(platform.isReady()).isTrue();
  }

  @Test
  void a_decisions_log_with_a_hole_stops_the_partition() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.ask(Platform.createUser("bob"));
    List<Decision> before = platform.decisionsOnceThereAre(2);
    platform.stop();
    try (var admin = platform.admin()) {
      admin.deleteTopics(List.of(Topics.DECISIONS)).all().get();
    }
    platform.makeTopics();
    platform.append(before.getLast());
    platform.start();

    Platform.await(
        "a stopped relay",
        () ->
            platform
                .report()
                .json()
                .toString()
                .contains("lost decisions: it ends at 1 and has decision 2"));
    platform.ask(Platform.createUser("eve"));
    assertThat(platform.isReady()).isFalse();
    assertThat(platform.decisionsOnceThereAre(1)).isEqualTo(before.subList(1, 2));
  }

  @Test
  void a_topic_with_another_setting_keeps_the_service_unready_and_is_named() throws Exception {
    try (var admin = platform.admin()) {
      admin
          .createTopics(List.of(new NewTopic(Topics.REQUESTS, Platform.PARTITIONS, (short) 1)))
          .all()
          .get();
    }
    platform.start();

    Platform.await(
        "the wrong setting",
        () ->
            platform
                .report()
                .json()
                .toString()
                .contains("Topic rollcall.requests has message.timestamp.type=CreateTime"));
    assertThat(platform.isReady()).isFalse();
  }

  @Test
  void service_resumes_by_itself_after_postgresql_was_away() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    BackingServers.postgres().kill();
    platform.ask(Platform.createUser("bob"));
    try {
      Platform.await("unready", () -> !platform.isReady());
    } finally {
      BackingServers.postgres().start();
    }

    List<Decision> log = platform.decisionsOnceThereAre(2);

    Platform.await("ready again", platform::isReady);
    platform.assertContiguous(log);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(2);
  }

  @Test
  void service_resumes_by_itself_after_kafka_was_away() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    BackingServers.kafka().kill();
    try {
      Platform.await("unready", () -> !platform.isReady());
    } finally {
      BackingServers.kafka().start();
    }
    platform.ask(Platform.createUser("bob"));

    List<Decision> log = platform.decisionsOnceThereAre(2);

    platform.assertContiguous(log);
    Platform.await("ready again", platform::isReady);
  }
}
