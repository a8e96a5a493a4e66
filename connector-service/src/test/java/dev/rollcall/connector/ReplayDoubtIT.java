package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.replay.ReplayQueue.Due;
import dev.rollcall.connector.replay.ReplayQueue.Work;
import dev.rollcall.connector.replay.Replays.Change;
import dev.rollcall.connector.replay.Replays.Place;
import dev.rollcall.connector.replay.postgres.PostgresReplayQueue;
import dev.rollcall.connector.replay.postgres.PostgresReplays;
import dev.rollcall.testkit.BackingServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a replay doubts of memberships in PostgreSQL, a few in each transaction.
class ReplayDoubtIT {
  private static final int MEMBERS_A_PAGE = 2;
  private static final Due REPLAY = new Due("r", "crm", "acme", 10_000, new Work.Compare());

  private final dev.rollcall.testkit.Database where = BackingServers.freshDatabase();
  private final Database database = OwnDatabase.of(where, 2);
  private final PostgresReplayQueue queue = new PostgresReplayQueue(database, MEMBERS_A_PAGE);

  @BeforeEach
  void start() throws InterruptedException {
    database.start();
    database.awaitMigrated();
    execute(
        """
        INSERT INTO connector.lane (target_id, tenant, kind, delivery, fingerprint, state)
        VALUES ('crm', 'acme', 'scim', 'state', 'f', 'active')
        """);
  }

  @AfterEach
  void stop() {
    database.stop();
  }

  @Test
  void a_group_is_let_go_when_the_last_of_its_members_is_doubted() {
    group("done");
    replay("running");

    assertThat(queue.raise(REPLAY).block()).isFalse();
    assertThat(gaps()).containsExactly("g1/m1 r1", "g1/m2 r2");
    assertThat(key()).isEqualTo("done 1");

    waitNoMore();
    assertThat(queue.raise(REPLAY).block()).isFalse();
    assertThat(key()).isEqualTo("done 1");

    waitNoMore();
    assertThat(queue.raise(REPLAY).block()).isTrue();
    assertThat(gaps()).containsExactly("g1/m1 r1", "g1/m2 r2", "g1/m3 r3", "g1/m4 r4", "g1/m5 r5");
    assertThat(texts("SELECT member_id FROM connector.member_link")).containsExactly("elsewhere");
    assertThat(key()).isEqualTo("waiting 2");
  }

  @Test
  void a_group_that_is_in_work_already_looks_at_its_members_once_more() {
    group("working");
    replay("beginning");

    queue.choose(REPLAY).block();
    assertThat(key()).isEqualTo("working 2");
    queue.choose(REPLAY).block();
    assertThat(gaps()).hasSize(4);
    assertThat(texts("SELECT state FROM connector.replay")).containsExactly("beginning");

    queue.choose(REPLAY).block();
    assertThat(gaps()).hasSize(5);
    assertThat(key()).isEqualTo("working 4");
    assertThat(texts("SELECT unsure::text FROM connector.link")).containsExactly("true");
    assertThat(texts("SELECT state FROM connector.replay")).containsExactly("running");
  }

  @Test
  void a_group_whose_members_are_doubted_in_part_is_let_go_when_the_replay_is_cancelled() {
    group("done");
    replay("running");
    assertThat(queue.raise(REPLAY).block()).isFalse();

    var replays = new PostgresReplays(database, 1);
    assertThat(replays.change(new Place("acme", "crm", "r"), Change.CANCEL).block()).isTrue();

    assertThat(key()).isEqualTo("waiting 2");
    assertThat(gaps()).hasSize(2);
  }

  @Test
  void whom_a_replay_concerns_is_found_out_to_the_end_before_the_first_are_weighed() {
    execute(
        """
        INSERT INTO connector.resource (tenant, id, type, version, document, last_seq, recorded_at)
        SELECT 'acme', 'u' || n, 'User', 1, '{}', n, now() FROM generate_series(1, 12000) AS n
        """);
    execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          state, priority, due_at)
        SELECT 'crm', 'u' || n, 'User', 'acme', n, 'done', 1, now()
        FROM generate_series(1, 12000) AS n
        """);
    execute(
        """
        INSERT INTO connector.hold (id, target_id, tenant, act, whole, state)
        VALUES ('h', 'crm', 'acme', 'replay', true, 'weighing')
        """);
    execute(
        """
        INSERT INTO connector.replay (id, target_id, tenant, state, distrust, rate, total, hold_id)
        VALUES ('r', 'crm', 'acme', 'beginning', false, 10000, 0, 'h')
        """);

    for (int page = 1; page <= 3; page++) {
      assertThat(due()).as("before page " + page).hasSize(1);
      queue.choose(due().getFirst()).block();
    }

    assertThat(texts("SELECT state || ' ' || total FROM connector.replay"))
        .containsExactly("running 12000");
    assertThat(due()).as("while its keys are weighed").isEmpty();
  }

  private List<Due> due() {
    return queue.due().collectList().blockOptional().orElseThrow();
  }

  /// A group with five confirmed members, beside one of another group.
  private void group(String state) {
    execute(
        """
        INSERT INTO connector.resource (tenant, id, type, version, document, last_seq, recorded_at)
        VALUES ('acme', 'g1', 'Group', 1, '{}', 1, now())
        """);
    execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          state, priority, due_at, replay_id)
        VALUES ('crm', 'g1', 'Group', 'acme', 1, '%s', 2, now(), 'r')
        """
            .formatted(state));
    execute(
        """
        INSERT INTO connector.link (target_id, resource_id, remote_id, shadow, state)
        VALUES ('crm', 'g1', 'remote', '{}', 'linked')
        """);
    for (int index = 1; index <= 5; index++) {
      confirmed("g1", "m" + index, "r" + index);
    }
    confirmed("g2", "elsewhere", "r6");
  }

  private void confirmed(String group, String member, String remoteId) {
    execute(
        "INSERT INTO connector.member_link (target_id, group_id, member_id, remote_member_id)"
            + " VALUES ('crm', '%s', '%s', '%s')".formatted(group, member, remoteId));
  }

  private void replay(String state) {
    execute(
        """
        INSERT INTO connector.replay (id, target_id, tenant, state, distrust, rate, total)
        VALUES ('r', 'crm', 'acme', '%s', true, 10000, 1)
        """
            .formatted(state));
  }

  private void waitNoMore() {
    execute("UPDATE connector.replay SET next_at = now()");
  }

  private String key() {
    return texts("SELECT state || ' ' || generation FROM connector.lane_key").getFirst();
  }

  private List<String> gaps() {
    return texts(
        "SELECT group_id || '/' || member_id || ' ' || coalesce(attempted_remote_id, '-')"
            + " FROM connector.member_gap ORDER BY group_id, member_id");
  }

  private List<String> texts(String sql) {
    return Rows.texts(where, sql);
  }

  private void execute(String sql) {
    Rows.execute(where, sql);
  }
}
