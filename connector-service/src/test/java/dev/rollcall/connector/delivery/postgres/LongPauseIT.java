package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Claims;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.LaneStore.Taking;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a pause of the target does to the schedule of a key that has failed for days.
class LongPauseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant LONG_AGO = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration DAYS = Duration.ofDays(5);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();
  private final PostgresLanes lanes =
      new PostgresLanes(database, Limits.STANDARD, Clock.systemUTC(), "w");
  private JdbcTemplate sql = new JdbcTemplate();

  /// One that meets the pause, and one that has failed for days.
  @BeforeEach
  void have_two_keys() {
    sql = CrmLane.in(database);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at, attempt, first_failed_at,
          last_failed_at, last_error_class)
        VALUES ('crm', 'u1', 'User', 'acme', 1, 1, 'working', 'w/u1', now() + interval '90 s', 1,
            now(), 0, NULL, NULL, NULL),
          ('crm', 'u2', 'User', 'acme', 2, 1, 'failing', NULL, NULL, 1,
            now() + interval '4 h', 24, timestamptz '2026-11-20 10:00Z', now(), 'server_error')
        """);
  }

  @Test
  void a_long_pause_is_not_taken_from_it() {
    settle(new TargetPaused(Instant.now().plus(DAYS), FailureKind.THROTTLED));
    passes(DAYS);

    assertThatItsScheduleBeginsNow();
  }

  @Test
  void nor_is_one_that_a_read_alone_was_told_of() {
    read(DAYS);
    passes(DAYS);

    assertThatItsScheduleBeginsNow();
  }

  @Test
  void nor_is_one_that_whoever_is_parked_has_met() {
    settle(new Parked(5, FailureKind.SERVER_ERROR, Instant.now().plus(DAYS)));
    passes(DAYS);

    assertThatItsScheduleBeginsNow();
  }

  @Test
  void a_pause_no_longer_than_a_wait_of_the_schedule_is_part_of_it() {
    settle(new TargetPaused(Instant.now().plus(AN_HOUR), FailureKind.THROTTLED));
    read(AN_HOUR);
    passes(AN_HOUR);

    assertThat(taken()).isEqualTo(new Past(24, LONG_AGO));
  }

  @Test
  void who_fails_behind_a_pause_that_a_person_has_ended_has_begun_a_run() {
    read(DAYS);
    assertThat(new PostgresTargetPauses(database).lift("acme", "crm").block(PATIENCE)).isTrue();
    sql.execute(
        "UPDATE connector.lane_key SET attempt = 1, first_failed_at = now(), due_at = now()"
            + " WHERE resource_id = 'u2'");

    Past past = taken();
    assertThat(past.stoodStillUntil()).isBeforeOrEqualTo(past.firstFailedAt());
  }

  @Test
  void the_end_of_a_short_pause_by_a_person_begins_no_run_anew() {
    settle(new TargetPaused(Instant.now().plus(AN_HOUR), FailureKind.THROTTLED));
    assertThat(new PostgresTargetPauses(database).lift("acme", "crm").block(PATIENCE)).isTrue();
    sql.execute("UPDATE connector.lane_key SET due_at = now() WHERE resource_id = 'u2'");

    assertThat(taken()).isEqualTo(new Past(24, LONG_AGO));
  }

  /// A settlement that has locked one key, and waits for the row of the lane, is waited for by
  /// nobody who has locked that.
  @Test
  void who_meets_one_waits_for_no_other_key() throws SQLException {
    try (Connection other = database.durableSessions().getConnection();
        var lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT 1 FROM connector.lane_key WHERE resource_id = 'u2' FOR UPDATE");

      settle(new TargetPaused(Instant.now().plus(DAYS), FailureKind.THROTTLED));
    }
    passes(DAYS);
    assertThatItsScheduleBeginsNow();
  }

  private void settle(Verdict verdict) {
    var failure = new Failure(FailureKind.THROTTLED, 429, null, "Later");
    var _ =
        lanes
            .settle(
                Claims.of(CrmLane.REF, "u1", new Past(0, null)),
                List.of(),
                new Ending.Stopped(verdict, failure, Instant.now(), null))
            .block(PATIENCE);
  }

  private void read(Duration pause) {
    var failure = new Failure(FailureKind.THROTTLED, 429, pause, "Later");
    var _ =
        new PostgresLaneRates(database, Limits.STANDARD.retries())
            .pause(CrmLane.REF, pause, failure)
            .block(PATIENCE);
  }

  /// And it is the run of before: who asks for long pauses again and again is found by it.
  private void assertThatItsScheduleBeginsNow() {
    Past past = taken();
    assertThat(past.failures()).isEqualTo(24);
    assertThat(past.firstFailedAt()).isEqualTo(LONG_AGO);
    assertThat(past.stoodStillUntil())
        .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
  }

  private void passes(Duration time) {
    sql.update(
        """
        UPDATE connector.lane SET
          not_before = not_before - interval '1 s' * ? - interval '1 s',
          stood_still_until = stood_still_until - interval '1 s' * ? - interval '1 s'
        """,
        time.toSeconds(),
        time.toSeconds());
    sql.execute("UPDATE connector.lane_key SET due_at = now() WHERE resource_id = 'u2'");
  }

  private Past taken() {
    return Objects.requireNonNull(
        lanes
            .claim(CrmLane.REF, new Taking(2, Set.of(), false))
            .filter(claim -> claim.resource().id().value().equals("u2"))
            .map(Claim::past)
            .blockFirst(PATIENCE));
  }
}
