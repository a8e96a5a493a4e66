package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claims;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.TroubleStore.Succeeded;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/// What failures of keys that were taken together, when all was well, do to the lane.
class LaneHealthIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant LATER = Instant.parse("2126-11-24T10:00:00Z");

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();
  private final PostgresLanes lanes =
      new PostgresLanes(database, Limits.STANDARD, Clock.systemUTC(), "w");
  private final PostgresTroubles troubles = new PostgresTroubles(database);
  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void take_keys() {
    sql = CrmLane.in(database);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at, attempt)
        SELECT 'crm', 'u' || n, 'User', 'acme', n, 1, 'working', 'w/u' || n,
          now() + interval '90 s', 1, now(), 0
        FROM generate_series(1, 6) AS n
        """);
  }

  @Test
  void three_persons_whom_we_may_not_touch_do_not_stop_a_target_that_serves_the_others() {
    forbidden("u1");
    applied("u2");
    forbidden("u3");
    applied("u4");
    forbidden("u5");

    assertThat(lane("breaker_state")).isEqualTo("closed");
  }

  @Test
  void three_in_a_row_do() {
    applied("u2");
    forbidden("u1");
    forbidden("u3");
    assertThat(lane("breaker_state")).isEqualTo("closed");
    forbidden("u5");

    assertThat(lane("breaker_state")).isEqualTo("open");
  }

  @Test
  void what_failed_before_a_success_of_this_instance_does_not_count() {
    forbidden("u1");
    forbidden("u3");
    var failure = new Failure(FailureKind.FORBIDDEN, 403, null, "");
    settle(
        "u5",
        new Ending.Stopped(
            new RetryScheduled(1, LATER, FailureKind.FORBIDDEN),
            failure,
            Instant.now(),
            Duration.ZERO));

    assertThat(lane("breaker_state")).isEqualTo("closed");
  }

  @Test
  void the_pause_of_whoever_is_parked_is_kept_to() {
    settle("u1", new Parked(1, FailureKind.SERVER_ERROR, LATER), FailureKind.SERVER_ERROR);

    assertThat(lane("not_before > timestamptz '2126-11-24'")).isEqualTo("true");
    assertThat(
            sql.queryForObject(
                "SELECT state FROM connector.lane_key WHERE resource_id = 'u1'", String.class))
        .isEqualTo("parked");
  }

  private void forbidden(String id) {
    settle(id, new RetryScheduled(1, LATER, FailureKind.FORBIDDEN), FailureKind.FORBIDDEN);
  }

  private void settle(String id, Verdict verdict, FailureKind kind) {
    var failure = new Failure(kind, 403, null, "");
    settle(id, new Ending.Stopped(verdict, failure, Instant.now(), null));
  }

  private void settle(String id, Ending ending) {
    lanes.settle(Claims.of(CrmLane.REF, id, new Past(0, null)), List.of(), ending).block(PATIENCE);
  }

  /// By another instance, which has told of it.
  private void applied(String id) {
    troubles.succeeded(List.of(new Succeeded("crm", 1, Duration.ZERO))).block(PATIENCE);
    settle(id, new Ending.Applied());
  }

  private String lane(String column) {
    return String.valueOf(
        sql.queryForObject(
            "SELECT (" + column + ")::text FROM connector.lane WHERE target_id = 'crm'",
            String.class));
  }
}
