package dev.rollcall.connector.operations.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.operations.core.Standing.Account;
import dev.rollcall.connector.operations.core.Standing.Scoped;
import dev.rollcall.connector.operations.core.Standing.Times;
import dev.rollcall.connector.operations.core.Standing.Trouble;
import dev.rollcall.connector.operations.core.Standing.Verdict;
import dev.rollcall.connector.operations.core.Standing.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final Scoped IN = new Scoped(true, true, "the filter matches");

  @Test
  void whoever_is_in_step_needs_nothing() {
    Standing standing = standing("done", IN, Account.LINKED, 0, Waits.NOTHING, null);

    assertThat(standing.verdict()).isEqualTo(Verdict.IN_STEP);
    assertThat(Explanation.of(standing))
        .containsExactly(
            "The person belongs in the app: the filter matches.",
            "The app has confirmed it as it should be.",
            "Nothing is left to do.");
  }

  @Test
  void whoever_is_out_of_scope_is_told_the_rule() {
    var out = new Scoped(true, false, "a member of none of the groups");

    assertThat(Explanation.of(standing("done", out, Account.GONE, 0, Waits.NOTHING, null)))
        .containsExactly(
            "The person does not belong in the app: a member of none of the groups.",
            "The app does not have it.",
            "Nothing is left to do.");
  }

  @Test
  void a_failing_attempt_says_what_the_app_said_and_when_the_next_one_is() {
    var trouble = new Trouble(3, "server_error", 503, "maintenance.");

    assertThat(Explanation.of(standing("failing", IN, Account.LINKED, 2, Waits.NOTHING, trouble)))
        .containsExactly(
            "The person belongs in the app: the filter matches.",
            "The app has it, and 2 fields differ.",
            "The app answered that it has a fault of its own (HTTP 503). It said: maintenance.",
            "3 attempts failed; the next one is in 2 min.");
  }

  @Test
  void a_parked_key_says_who_can_help() {
    var trouble = new Trouble(1, "refused", 400, "");

    assertThat(Explanation.of(standing("parked", IN, Account.NONE, 1, Waits.NOTHING, trouble)))
        .endsWith(
            "The app does not have it yet.",
            "The app refused what it was sent; to send the same again is of no use (HTTP 400).",
            "It is parked after 1 attempt: it is tried again when it changes, or when somebody"
                + " redrives it.");
  }

  @Test
  void a_discarded_key_says_why() {
    var waits = new Waits(0, 0, 0, 0, "the app is being replaced", null);

    assertThat(Explanation.of(standing("discarded", IN, Account.LINKED, 1, waits, null)))
        .endsWith(
            "It was discarded (the app is being replaced): it is tried again when it changes"
                + " next.");
  }

  @Test
  void what_waits_is_counted() {
    var waits = new Waits(1, 2, 1, 0, null, null);

    assertThat(Explanation.of(standing("waiting", IN, Account.LINKED, 0, waits, null)))
        .contains(
            "2 memberships differ.",
            "1 membership waits for members who have no account in the app yet.",
            "The app must still see 1 change of 'active', one by one.",
            "It is due in 2 min and has waited for 1 h.");
  }

  @Test
  void a_group_that_has_had_what_the_app_takes_says_so() {
    var waits =
        new Waits(0, 30, 0, 0, null, "The app takes 1000 changes, and this one has had them");

    assertThat(Explanation.of(standing("waiting", IN, Account.LINKED, 0, waits, null)))
        .contains("The app takes 1000 changes, and this one has had them.");
    assertThat(Explanation.of(standing("done", IN, Account.LINKED, 0, waits, null)))
        .noneMatch(it -> it.contains("1000"));
  }

  @Test
  void what_holds_up_the_whole_target_is_said() {
    var holdUp =
        new HoldUp(
            NOW,
            "paused",
            NOW.plus(Duration.ofSeconds(30)),
            new Pause(NOW.plus(Duration.ofMinutes(5)), null, null, ""),
            List.of("'url' is missing"));

    assertThat(Explanation.holdUps(holdUp))
        .containsExactly(
            "The target is paused by its configuration: nothing is sent.",
            "The breaker is open because the app keeps failing; one call is let through in 30 s.",
            "The app asked not to be called before 2026-11-26T06:05:00Z.",
            "Its configuration has a fault: 'url' is missing.");
    assertThat(Explanation.holdUps(paused(new Pause(NOW, null, 429, "")))).isEmpty();
  }

  @Test
  void a_pause_says_why_and_whether_it_is_shorter_than_was_asked_for() {
    Instant until = NOW.plus(Duration.ofDays(4));

    assertThat(Explanation.holdUps(paused(new Pause(until, until, 429, "The quota is used up."))))
        .containsExactly(
            "The app asked not to be called before 2026-11-30T06:00:00Z (HTTP 429). It said: The"
                + " quota is used up.");
    assertThat(Explanation.holdUps(paused(new Pause(until, NOW.plus(Duration.ofDays(5)), 503, ""))))
        .containsExactly(
            "The app asked not to be called before 2026-11-30T06:00:00Z (HTTP 503). It asked for"
                + " longer, until 2026-12-01T06:00:00Z, which is more than is kept to.");
  }

  private static HoldUp paused(Pause pause) {
    return new HoldUp(NOW, "active", null, pause, List.of());
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void every_kind_of_failure_has_a_meaning_that_ends_in_a_full_stop(FailureKind kind) {
    assertThat(Explanation.meaning(kind.logicalName())).endsWith(".");
  }

  @Test
  void a_target_says_what_is_worst_first() {
    var standing =
        new TargetStanding(
            new HoldUp(NOW, "active", NOW.plusSeconds(10), null, List.of()),
            new TargetStanding.Backlog(10, 1, 2, 3, 4, 0),
            2,
            NOW.minus(Duration.ofHours(3)),
            12.4,
            "unreachable",
            1);

    assertThat(standing.sentences())
        .containsExactly(
            "The breaker is open because the app keeps failing; one call is let through in 10 s.",
            "1 person is still in the app who left too long ago.",
            "13 keys are under way, the oldest for 3 h; about 12 a minute were brought into step"
                + " lately.",
            "2 of these are leavers and go first.",
            "Most failures: The app cannot be reached.",
            "3 keys are parked and wait for somebody: see the dead letters.",
            "4 keys are held and wait for a person's decision: see the holds.");
  }

  @Test
  void lengths_of_time_are_said_in_two_units() {
    assertThat(Spoken.of(Duration.ofMillis(12))).isEqualTo("12 ms");
    assertThat(Spoken.of(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Spoken.of(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Spoken.of(Duration.ofMinutes(60))).isEqualTo("1 h");
    assertThat(Spoken.of(Duration.ofHours(50))).isEqualTo("2 d 2 h");
    assertThat(Spoken.of(Duration.ofSeconds(-5))).isEqualTo("0 ms");
  }

  private static Standing standing(
      String state,
      Scoped scope,
      Account account,
      int differences,
      Waits waits,
      @Nullable Trouble trouble) {
    return new Standing(
        "person",
        state,
        scope,
        account,
        differences,
        waits,
        null,
        trouble,
        List.of(),
        new Times(NOW, NOW.plus(Duration.ofMinutes(2)), NOW.minus(Duration.ofHours(1))));
  }
}
