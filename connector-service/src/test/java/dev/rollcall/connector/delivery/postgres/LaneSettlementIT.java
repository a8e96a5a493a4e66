package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Claims;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.LinkEstablished;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// How a key that has failed for days, and waited for members, is left.
class LaneSettlementIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant LONG_AGO = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = Instant.parse("2126-11-24T10:00:00Z");
  private static final Past OF_DAYS = new Past(24, LONG_AGO);

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();
  private final PostgresLanes lanes =
      new PostgresLanes(database, Limits.STANDARD, Clock.systemUTC(), "w");
  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void take_a_key() {
    sql = CrmLane.in(database);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at, attempt, first_failed_at,
          last_failed_at, last_error_class, last_error, waits_for)
        VALUES ('crm', 'u1', 'User', 'acme', 1, 1, 'working', 'w/u1', now() + interval '90 s', 1,
          now(), 24, timestamptz '2026-11-20 10:00Z', timestamptz '2026-11-23 09:00Z',
          'server_error', 'Later', '3 members wait')
        """);
  }

  /// Endings of turns in which the last thing was not tried.
  static List<Ending> untried() {
    return List.of(new Ending.Postponed(), new Ending.PutOff(Duration.ofMinutes(5), "A quota"));
  }

  @ParameterizedTest
  @MethodSource("untried")
  void progress_ends_a_run_of_failures_also_where_the_rest_is_not_tried(Ending ending) {
    settle(new Ending.Ongoing(true));
    settle(ending);

    assertThat(key("state || ' ' || attempt || ' ' || coalesce(first_failed_at::text, 'never')"))
        .isEqualTo("waiting 0 never");
  }

  @ParameterizedTest
  @MethodSource("untried")
  void to_be_shown_something_ends_none(Ending ending) {
    settle(new Ending.Ongoing(false));
    settle(ending);

    assertThat(key("state || ' ' || attempt || ' ' || (first_failed_at < now())"))
        .isEqualTo("waiting 24 true");
  }

  @Test
  void progress_ends_it_also_before_a_pause_of_the_target() {
    settle(new Ending.Ongoing(true));
    settle(new TargetPaused(LATER, FailureKind.THROTTLED), FailureKind.THROTTLED);

    assertThat(key("state || ' ' || attempt")).isEqualTo("waiting 0");
  }

  /// Endings behind which a key waits for no members.
  static List<Ending> withoutWaiting() {
    return List.of(
        new Ending.Yielded(),
        new Ending.Postponed(),
        stopped(new RetryScheduled(25, LATER, FailureKind.SERVER_ERROR)),
        stopped(new TargetPaused(LATER, FailureKind.SERVER_ERROR)),
        stopped(new Parked(25, FailureKind.SERVER_ERROR, null)));
  }

  @ParameterizedTest
  @MethodSource("withoutWaiting")
  void what_a_key_has_waited_for_is_not_said_any_longer(Ending ending) {
    settle(ending);

    assertThat(key("coalesce(waits_for, 'nothing')")).isEqualTo("nothing");
  }

  @Test
  void whoever_is_woken_waits_for_nothing_any_more() {
    groupThatLacksU1("waiting");
    u1GetsAnAccount();

    assertThat(group("state || ' ' || (due_at <= now()) || ' ' || coalesce(waits_for, 'nothing')"))
        .isEqualTo("waiting true nothing");
  }

  /// A cancel gives it back, as long as nothing has touched it.
  @Test
  void what_a_person_has_taken_off_the_list_is_left_alone_when_a_member_gets_an_account() {
    groupThatLacksU1("discarded");
    u1GetsAnAccount();

    assertThat(group("state || ' ' || generation")).isEqualTo("discarded 1");
  }

  private void groupThatLacksU1(String state) {
    sql.update(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, priority, due_at, waits_for)
        VALUES ('crm', 'g1', 'Group', 'acme', 1, 1, ?, 2, now() + interval '1 h',
          '1 members wait')
        """,
        state);
    sql.execute(
        """
        INSERT INTO connector.member_gap (target_id, group_id, member_id, seq, removal_owed)
        VALUES ('crm', 'g1', 'u1', 1, false)
        """);
  }

  private void u1GetsAnAccount() {
    settle(
        List.of(new LinkEstablished(new Linked("r1", null, JsonObject.EMPTY, false))),
        new Ending.Applied());
  }

  private String group(String expression) {
    return Objects.requireNonNull(
        sql.queryForObject(
            "SELECT " + expression + " FROM connector.lane_key WHERE resource_id = 'g1'",
            String.class));
  }

  private void settle(Verdict verdict, FailureKind kind) {
    settle(new Ending.Stopped(verdict, failure(kind), LONG_AGO, null));
  }

  private static Ending stopped(Verdict verdict) {
    return new Ending.Stopped(verdict, failure(FailureKind.SERVER_ERROR), LONG_AGO, null);
  }

  private static Failure failure(FailureKind kind) {
    return new Failure(kind, 503, null, "Later");
  }

  private void settle(Ending ending) {
    settle(List.of(), ending);
  }

  private void settle(List<Effect> effects, Ending ending) {
    Claim claim = Claims.of(CrmLane.REF, "u1", OF_DAYS);
    var _ = lanes.settle(claim, effects, ending).block(PATIENCE);
  }

  private String key(String expression) {
    return Objects.requireNonNull(
        sql.queryForObject(
            "SELECT " + expression + " FROM connector.lane_key WHERE resource_id = 'u1'",
            String.class));
  }
}
