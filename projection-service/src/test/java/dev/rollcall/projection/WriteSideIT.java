package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.LoopProgress.PartitionState;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteSideIT {
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
  void requests_are_decided_in_order_and_folded() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.ask(Platform.createUser("ANN"));
    platform.ask(Platform.createUser("bob"));

    List<Decision> log = platform.decisionsOnceThereAre(3);

    platform.assertContiguous(log);
    assertThat(log).extracting(it -> it.outcome().status()).containsExactly(201, 409, 201);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(2);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.request WHERE status = 409")).isOne();
    assertThat(
            platform.count(
                "SELECT count(*) FROM proj_v1.resource r JOIN proj_v1.request q ON q.seq ="
                    + " r.created_seq AND q.recorded_at = r.created_at"))
        .isEqualTo(2);
  }

  @Test
  void a_backlog_is_decided_in_batches_with_nothing_lost_and_nothing_twice() throws Exception {
    platform.startAndAwaitReady().stop();
    // What is looked for below must be ours, and not the server's.
    platform.execute("ALTER TABLE proj_v1.resource SET (autovacuum_enabled = false)");
    for (int i = 0; i < 1200; i++) {
      platform.ask(Platform.createUser("user" + i % 1000));
    }
    platform.startAndAwaitReady();

    List<Decision> log = platform.decisionsOnceThereAre(1200);

    assertThat(log).hasSize(1200);
    platform.assertContiguous(log);
    assertThat(log.stream().filter(it -> it.outcome() instanceof Accepted)).hasSize(1000);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(1000);
    assertThat(platform.count("SELECT max(next_offset) FROM rollcall.partition_position"))
        .isEqualTo(1200);
    assertThat(platform.count("SELECT total FROM proj_v1.resource_total WHERE type = 'User'"))
        .isEqualTo(1000);
    Platform.await("the planner to know of them", this::isAnalyzed);
  }

  private boolean isAnalyzed() {
    try {
      return platform.count(
              "SELECT count(*) FROM pg_stat_user_tables WHERE schemaname = 'proj_v1'"
                  + " AND relname = 'resource' AND last_analyze IS NOT NULL")
          == 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_batch_that_creates_changes_and_deletes_the_same_things_leaves_exact_history()
      throws Exception {
    platform.startAndAwaitReady().stop();
    var ann = new ResourceId("ann");
    var crew = new ResourceId("crew");
    platform.ask(new Command.CreateResource("User", ann, document("userName", "ann")));
    platform.ask(new Command.CreateResource("Group", crew, document("displayName", "Crew")));
    for (int i = 0; i < 3; i++) {
      platform.ask(members("Add"));
      platform.ask(members("Remove"));
    }
    platform.ask(members("Add"));
    platform.ask(new Command.DeleteResource("User", ann, List.of()));
    platform.ask(
        new Command.CreateResource("User", new ResourceId("ann2"), document("userName", "ann")));
    platform.startAndAwaitReady();

    List<Decision> log = platform.decisionsOnceThereAre(11);

    assertThat(log).allMatch(it -> it.outcome() instanceof Accepted);
    assertThat(platform.count("SELECT version FROM proj_v1.resource WHERE id = 'crew'"))
        .isEqualTo(9);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource_version WHERE id = 'crew'"))
        .isEqualTo(9);
    assertThat(
            platform.count(
                "SELECT count(*) FROM proj_v1.resource_version a JOIN proj_v1.resource_version b ON"
                    + " a.id = b.id AND b.version = a.version + 1 AND a.to_seq = b.from_seq"))
        .isEqualTo(9);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.membership")).isEqualTo(4);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.membership WHERE to_seq IS NULL"))
        .isZero();
    assertThat(
            platform.count(
                "SELECT count(*) FROM proj_v1.resource_version WHERE id = 'crew' AND"
                    + " document->>'displayName' = 'Crew'"))
        .isEqualTo(9);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.taken_key WHERE resource_id = 'ann2'"))
        .isOne();
  }

  @Test
  void what_cannot_be_read_is_quarantined_and_the_rest_goes_on() throws Exception {
    platform.startAndAwaitReady().stop();
    platform.ask(Platform.createUser("ann"));
    platform.append("demo", "broken-1", "{\"v\":1,".getBytes(StandardCharsets.UTF_8));
    platform.append(null, null, null);
    platform.append("demo", null, "{\"v\":99}".getBytes(StandardCharsets.UTF_8));
    platform.append(
        "another-tenant",
        "wrong-key",
        platform.encoded(Platform.request("wrong-key", Platform.createUser("eve"))));
    platform.append("demo", "bad\u0000id", "x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    platform.ask(Platform.createUser("bob"));
    platform.startAndAwaitReady();

    List<Decision> log = platform.decisionsOnceThereAre(7);

    platform.assertContiguous(log);
    assertThat(log.subList(1, 6)).allMatch(it -> it.outcome() instanceof Quarantined);
    assertThat(log.subList(1, 6))
        .extracting(it -> it.requestId().value())
        .containsExactly(
            "broken-1",
            "unreadable-" + Platform.PARTITION + "-2",
            "unreadable-" + Platform.PARTITION + "-3",
            "wrong-key",
            "unreadable-" + Platform.PARTITION + "-5");
    assertThat(log.getLast().outcome().status()).isEqualTo(201);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(2);
    assertThat(
            platform.count("SELECT count(*) FROM proj_v1.request WHERE operation = 'unreadable'"))
        .isEqualTo(5);
  }

  @Test
  void decisions_that_the_log_lacks_are_published_again_in_order() throws Exception {
    platform.startAndAwaitReady();
    platform.ask(Platform.createUser("ann"));
    platform.decisionsOnceThereAre(1);
    platform.stop();
    for (int i = 0; i < 20; i++) {
      platform.ask(Platform.createUser("user" + i));
    }
    // As after a crash between commit and publishing: PostgreSQL has decisions, the log has fewer.
    platform.startAndAwaitReady();
    platform.decisionsOnceThereAre(21);
    platform.stop();
    replaceDecisionsLog();
    platform.startAndAwaitReady();

    List<Decision> log = platform.decisionsOnceThereAre(21);

    assertThat(log).hasSize(21);
    platform.assertContiguous(log);
  }

  private void replaceDecisionsLog() throws Exception {
    try (var admin = platform.admin()) {
      admin.deleteTopics(List.of(Topics.DECISIONS)).all().get();
    }
  }

  @Test
  void two_owners_in_turn_decide_everything_once() throws Exception {
    platform.startAndAwaitReady();
    var other = platform.second();
    try {
      for (int i = 0; i < 300; i++) {
        platform.ask(Platform.createUser("user" + i));
        if (i == 150) {
          platform.stop();
        }
      }
      List<Decision> log = platform.decisionsOnceThereAre(300);
      var seqs = new HashSet<Long>();
      // The log may hold a decision twice, never one out of order.
      List<Decision> once = log.stream().filter(it -> seqs.add(it.seq())).toList();
      platform.assertContiguous(once);
      assertThat(platform.count("SELECT count(*) FROM rollcall.decision")).isEqualTo(300);
      assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(300);
    } finally {
      other.stop();
    }
  }

  @Test
  void serving_partitions_say_how_far_they_are() {
    platform.startAndAwaitReady();
    Platform.await(
        "all partitions serving",
        () ->
            platform.partitions().size() == Platform.PARTITIONS
                && platform.partitions().stream()
                    .allMatch(it -> it instanceof PartitionState.Serving));
  }

  private static Command members(String operation) {
    return new Command.PatchResource(
        "Group",
        new ResourceId("crew"),
        List.of(),
        Json.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{'op':'"
                + operation
                + "','path':'members','value':[{'value':'ann'}]}]}"));
  }

  private static JsonObject document(String attribute, String value) {
    return JsonObject.builder().put(attribute, value).build();
  }
}
