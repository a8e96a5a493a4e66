package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Leaving.Basis;
import dev.rollcall.connector.delivery.core.Leaving.Seen;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private static final Deactivate DEACTIVATE = new Deactivate("r1", null, Works.ACTIVE);
  private static final Delete DELETE = new Delete("r1", null);

  @Test
  void whoever_is_deactivated_deleted_or_made_inactive_by_an_update_is_taken_out() {
    var update = new Update("r1", null, Works.ACTIVE, Works.INACTIVE);

    assertThat(Leaving.account(Facts.user("u1"), DEACTIVATE)).contains("r1");
    assertThat(Leaving.account(Facts.user("u1"), DELETE)).contains("r1");
    assertThat(Leaving.account(Facts.user("u1"), update)).contains("r1");
  }

  @Test
  void no_other_call_is_worth_a_read() {
    var rename = new Update("r1", null, Works.ACTIVE, Facts.person("eve"));
    var inactive = new Update("r1", null, Works.INACTIVE, Works.INACTIVE.with("title", text("T")));

    assertThat(Leaving.account(Facts.user("u1"), rename)).isEmpty();
    assertThat(Leaving.account(Facts.user("u1"), inactive)).isEmpty();
    assertThat(Leaving.account(Facts.group("g1"), DELETE)).isEmpty();
    assertThat(Leaving.account(Facts.user("u1"), new Action.Create(Works.INACTIVE))).isEmpty();
  }

  @Test
  void a_target_that_shows_the_account_as_active_lies() {
    var shown = new Found("r1", null, JsonObject.of("Active", JsonBoolean.TRUE));

    assertThat(Leaving.judge(DEACTIVATE, shown))
        .isInstanceOfSatisfying(
            Seen.StillOn.class,
            it -> {
              assertThat(it.failure().kind()).isEqualTo(FailureKind.UNCONFIRMED);
              assertThat(it.failure().text()).contains("still shows it as active");
            });
    assertThat(Leaving.judge(DELETE, shown)).isInstanceOf(Seen.StillOn.class);
  }

  @Test
  void an_account_that_is_gone_or_inactive_is_out() {
    assertThat(Leaving.judge(DEACTIVATE, new NotFound())).isEqualTo(new Seen.Off(Basis.READ));
    assertThat(Leaving.judge(DELETE, new NotFound())).isEqualTo(new Seen.Off(Basis.READ));
    assertThat(Leaving.judge(DELETE, shows(JsonBoolean.FALSE))).isEqualTo(new Seen.Off(Basis.READ));
    assertThat(Leaving.judge(DEACTIVATE, shows(text("False")))).isEqualTo(new Seen.Off(Basis.READ));
  }

  @Test
  void of_what_cannot_be_read_for_the_moment_nobody_knows_whether_it_is_out() {
    for (FailureKind kind :
        List.of(FailureKind.UNREACHABLE, FailureKind.TIMEOUT, FailureKind.SERVER_ERROR)) {
      // The call was answered: the others have no reason to wait.
      assertThat(Leaving.judge(DEACTIVATE, new Failed(Failure.of(kind, "it broke"))))
          .isInstanceOfSatisfying(
              Seen.Unread.class,
              it -> {
                assertThat(it.failure().kind()).isEqualTo(FailureKind.UNCONFIRMED);
                assertThat(it.failure().text()).endsWith("it broke");
              });
    }
    var asks = new Failure(FailureKind.SERVER_ERROR, 503, Duration.ofSeconds(9), "");
    assertThat(Leaving.judge(DELETE, new Failed(asks))).isEqualTo(new Seen.Unread(asks));
    Failure throttled = Failure.of(FailureKind.THROTTLED, "");
    assertThat(Leaving.judge(DELETE, new Failed(throttled))).isEqualTo(new Seen.Unread(throttled));
  }

  @Test
  void what_the_target_shows_nobody_is_out_by_its_word() {
    for (FailureKind kind :
        List.of(FailureKind.REFUSED, FailureKind.FORBIDDEN, FailureKind.UNAUTHORIZED)) {
      assertThat(Leaving.judge(DEACTIVATE, new Failed(Failure.of(kind, ""))))
          .isEqualTo(new Seen.Off(Basis.ANSWER));
    }
    Failure gone = Failure.of(FailureKind.VANISHED, "");
    assertThat(Leaving.judge(DELETE, new Failed(gone))).isEqualTo(new Seen.Off(Basis.READ));
  }

  @Test
  void a_call_that_failed_took_nobody_out_unless_nobody_was_there() {
    for (FailureKind kind : FailureKind.values()) {
      assertThat(Leaving.tookOut(new Failed(Failure.of(kind, ""))))
          .isEqualTo(kind == FailureKind.VANISHED);
    }
  }

  @Test
  void what_is_read_and_not_said_is_out_by_the_targets_word() {
    var silent = new Found("r1", null, JsonObject.of("userName", text("ada")));

    assertThat(Leaving.judge(DEACTIVATE, silent)).isEqualTo(new Seen.Off(Basis.ANSWER));
    assertThat(Leaving.judge(DELETE, silent)).isInstanceOf(Seen.StillOn.class);
  }

  @Test
  void what_was_not_seen_is_read_before_anything_else_and_what_was_deleted_keeps_its_id() {
    Effect passed = new Effect.BarriersPassed(3, 0);

    assertThat(Leaving.unseen(DEACTIVATE, List.of(passed)))
        .containsExactly(passed, new Effect.LinkDoubted());
    assertThat(Leaving.unseen(DELETE, List.of(new Effect.LinkDropped(), passed)))
        .containsExactly(new Effect.LinkDoubted());
  }

  @Test
  void an_account_that_a_later_read_does_not_find_is_out_by_that_read() {
    var absent = new Desired.Absent();
    var wanted = new Desired.Present(Works.ACTIVE);

    assertThat(Leaving.gone(Works.user(absent, Works.linked(Works.ACTIVE))))
        .containsExactly(new Effect.LeaverOut(Long.MAX_VALUE, Basis.READ));
    assertThat(Leaving.gone(Works.user(wanted, Works.linked(Works.ACTIVE)))).isEmpty();
  }

  @Test
  void whoever_came_back_and_left_again_is_not_out_by_the_first_call() {
    assertThat(Leaving.outUpTo(List.of())).isEqualTo(Long.MAX_VALUE);
    assertThat(Leaving.outUpTo(List.of(Works.reactivated(8), Works.deactivated(9)))).isEqualTo(7);
  }

  @Test
  void whoever_falls_out_of_scope_leaves_where_the_account_is_on() {
    var out = List.<Effect>of(new ScopeChanged(false));
    var absent = new Desired.Absent();

    assertThat(Leaving.fallsOut(Works.user(absent, Works.linked(Works.ACTIVE)), out)).isTrue();
    assertThat(Leaving.fallsOut(Works.user(absent, Works.linked(Works.INACTIVE)), out)).isFalse();
    assertThat(Leaving.fallsOut(Works.user(absent, new Unlinked()), out)).isFalse();
    assertThat(Leaving.fallsOut(Works.user(absent, Works.linked(Works.ACTIVE)), List.of()))
        .isFalse();
  }

  @Test
  void somebody_may_be_out_who_is_not_wanted_or_was_not_wanted_in_between() {
    var present = new Desired.Present(Works.ACTIVE);

    assertThat(Leaving.mayBeOut(Works.user(present, new Unlinked()))).isFalse();
    assertThat(Leaving.mayBeOut(Works.user(present, new Unlinked(), Works.deactivated(3))))
        .isTrue();
    assertThat(Leaving.mayBeOut(Works.user(new Desired.Present(Works.INACTIVE), new Unlinked())))
        .isTrue();
    assertThat(Leaving.mayBeOut(Works.user(new Desired.Absent(), new Unlinked()))).isTrue();
  }

  @Test
  void whoever_was_noted_and_is_in_scope_again_is_back_until_something_else_takes_him_out() {
    var inside = Works.user(new Desired.Present(Works.ACTIVE), Works.linked(Works.ACTIVE));
    var outside = Works.user(new Desired.Absent(), Works.linked(Works.ACTIVE));

    assertThat(Leaving.parting(inside, List.of(), true)).containsExactly(new Effect.LeaverBack());
    assertThat(Leaving.parting(inside, List.of(), false)).isEmpty();
    assertThat(Leaving.parting(outside, List.of(new ScopeChanged(false)), true))
        .contains(new Effect.LeaverNoted())
        .doesNotContain(new Effect.LeaverBack());
    var off = Works.user(new Desired.Present(Works.INACTIVE), Works.linked(Works.ACTIVE));
    assertThat(Leaving.parting(off, List.of(), true)).doesNotContain(new Effect.LeaverBack());
  }

  private static Found shows(Json active) {
    return new Found("r1", null, JsonObject.of("active", active));
  }

  private static JsonString text(String value) {
    return new JsonString(value);
  }
}
