package dev.rollcall.connector.targets.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.StartedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a configuration does to the keys of its lane.
class KeysOfLaneIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final DataSource sessions = own.database().durableSessions();
  private JdbcTemplate sql = new JdbcTemplate();

  record Change(String name, String statement) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// One that is in work, and one that is parked, which lies before it in the table.
  @BeforeEach
  void have_keys() {
    sql = new JdbcTemplate(sessions);
    sql.execute(
        """
        INSERT INTO connector.lane (target_id, tenant, kind, delivery, fingerprint, state)
        VALUES ('crm', 'acme', 'scim', 'state', 'f', 'active')
        """);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at)
        VALUES ('crm', 'u2', 'User', 'acme', 2, 1, 'parked', NULL, NULL, 1, now()),
          ('crm', 'u1', 'User', 'acme', 1, 1, 'working', 'w/u1', now() + interval '90 s', 1, now())
        """);
    sql.execute(
        """
        INSERT INTO connector.link (target_id, resource_id, remote_id, shadow, state)
        VALUES ('crm', 'u1', 'r1', '{}', 'linked'), ('crm', 'u2', 'r2', '{}', 'linked')
        """);
    sql.execute(
        """
        INSERT INTO connector.resource (tenant, id, type, version, document, last_seq, recorded_at)
        VALUES ('acme', 'u1', 'User', 1, '{}', 1, now()), ('acme', 'u2', 'User', 1, '{}', 2, now())
        """);
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("try again", RosterSql.TRY_AGAIN),
        new Change("look again", RosterSql.LOOK_AGAIN.replace("nullif(?, '')", "NULL")),
        new Change("hold", RosterSql.HOLD_LINKED.replace("hold_id = ?", "hold_id = 'h'")),
        new Change("remember", RosterSql.REMEMBER_TOLD),
        new Change("fill", RosterSql.FILL_KEYS));
  }

  /// Two that lock in different orders wait for each other until PostgreSQL ends one of them.
  @ParameterizedTest
  @MethodSource("changes")
  void whoever_waits_for_a_key_has_locked_none_behind_it(Change change) throws SQLException {
    try (Connection other = sessions.getConnection();
        var lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT 1 FROM connector.lane_key WHERE resource_id = 'u1' FOR UPDATE");
      CompletableFuture<Void> changed =
          CompletableFuture.runAsync(() -> sql.update(change.statement(), "crm"));
      await().atMost(PATIENCE).until(this::somebodyWaits);

      assertThatCode(() ->
              lock.execute(
                  "SELECT 1 FROM connector.lane_key WHERE resource_id = 'u2' FOR UPDATE NOWAIT"))
          .doesNotThrowAnyException();
      other.commit();
      assertThat(changed).succeedsWithin(PATIENCE);
    }
  }

  private boolean somebodyWaits() {
    return Boolean.TRUE.equals(
        sql.queryForObject("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted", Boolean.class));
  }

  /// As one that goes on at another instance while the target is switched off and on.
  @Test
  void a_key_that_is_in_work_is_given_to_nobody_else_when_a_lane_is_filled() {
    sql.update(RosterSql.FILL_KEYS, "crm");

    assertThat(row("u1")).isEqualTo("working w/u1 2");
    assertThat(row("u2")).isEqualTo("waiting null 2");
  }

  private String row(String id) {
    return String.valueOf(
        sql.queryForObject(
            """
            SELECT state || ' ' || coalesce(worker, 'null') || ' ' || generation
            FROM connector.lane_key WHERE resource_id = ?
            """,
            String.class,
            id));
  }
}
