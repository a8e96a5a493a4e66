package dev.rollcall.connector.delivery.core;

import static dev.rollcall.connector.delivery.core.Works.failed;
import static dev.rollcall.connector.delivery.core.Works.failure;
import static dev.rollcall.connector.delivery.core.Works.kind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Desired.Absent;
import dev.rollcall.connector.delivery.core.Desired.Present;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Step.Advanced;
import dev.rollcall.connector.delivery.core.Step.Stopped;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final JsonObject OURS = Works.ACTIVE.toBuilder().put("externalId", "u1").build();
  private static final Present DESIRED = new Present(OURS);

  @Test
  void a_change_that_may_have_happened_leaves_the_link_in_doubt() {
    var update = new Action.Update("r1", null, OURS, Works.INACTIVE);
    for (FailureKind kind : FailureKind.values()) {
      boolean doubt =
          List.of(
                  FailureKind.TIMEOUT,
                  FailureKind.UNREACHABLE,
                  FailureKind.SERVER_ERROR,
                  FailureKind.UNUSABLE_ANSWER,
                  FailureKind.PUT_OFF)
              .contains(kind);
      assertThat(LeftBehind.of(update, Failure.of(kind, "")))
          .isEqualTo(doubt ? List.of(new Effect.LinkDoubted()) : List.of());
      assertThat(LeftBehind.of(new Action.Reread("r1"), Failure.of(kind, ""))).isEmpty();
    }
  }

  @Test
  void a_created_account_has_no_past_to_be_told_of() {
    StateWork work =
        Works.user(DESIRED, new Unlinked(), Works.deactivated(3), Works.reactivated(4));

    Step step = Progress.after(work, new Action.Create(OURS), new Created("r9", "W/\"1\""));

    var linked = new Linked("r9", "W/\"1\"", OURS, false);
    assertThat(step)
        .isEqualTo(
            new Advanced(
                Works.user(DESIRED, linked),
                List.of(new Effect.LinkEstablished(linked), new Effect.BarriersPassed(4, 0))));
  }

  @Test
  void a_create_that_conflicts_leads_to_a_search() {
    StateWork work = Works.user(DESIRED, new Unlinked());

    Step step = Progress.after(work, new Action.Create(OURS), failed(FailureKind.CONFLICT));

    assertThat(step).isEqualTo(new Advanced(work.withLink(new Intended(OURS, true)), List.of()));
  }

  @Test
  void what_names_us_as_its_owner_is_adopted_unless_another_of_ours_has_it() {
    Step.Claimable found = claimable(OURS);

    assertThat(found.by(Tenure.NOBODY)).isInstanceOf(Advanced.class);
    assertThat(found.by(Tenure.LEFT)).isInstanceOf(Advanced.class);
    assertThat(kind(found.by(Tenure.HELD))).isEqualTo(FailureKind.CONFLICT);
  }

  @Test
  void what_names_nobody_is_adopted_unless_another_of_ours_has_it() {
    Step.Claimable found = claimable(Works.ACTIVE);

    assertThat(found.remoteId()).isEqualTo("r2");
    assertThat(found.owner()).isNull();
    assertThat(found.by(Tenure.NOBODY)).isInstanceOf(Advanced.class);
    assertThat(found.by(Tenure.LEFT)).isInstanceOf(Advanced.class);
    assertThat(kind(found.by(Tenure.HELD))).isEqualTo(FailureKind.CONFLICT);
  }

  @Test
  void what_names_somebody_is_adopted_only_from_one_of_ours_who_left_it() {
    Step.Claimable found = claimable(OURS.toBuilder().put("externalId", "somebody-else").build());

    assertThat(found.owner()).isEqualTo("somebody-else");
    assertThat(kind(found.by(Tenure.NOBODY))).isEqualTo(FailureKind.NOT_OURS);
    assertThat(found.by(Tenure.LEFT)).isInstanceOf(Advanced.class);
    assertThat(kind(found.by(Tenure.HELD))).isEqualTo(FailureKind.CONFLICT);
  }

  private static Step.Claimable claimable(JsonObject remote) {
    StateWork work = Works.user(DESIRED, new Intended(OURS, true));
    Step step = Progress.after(work, new Action.Resolve(OURS), new Found("r2", null, remote));
    assertThat(step).isInstanceOf(Step.Claimable.class);
    return (Step.Claimable) step;
  }

  @Test
  void an_adopted_account_is_brought_to_the_desired_state() {
    Step step = claimable(Works.INACTIVE).by(Tenure.NOBODY);

    assertThat(step).isInstanceOf(Advanced.class);
    if (step instanceof Advanced(var next, _)) {
      assertThat(new Planner(Profile.STANDARD).next(next))
          .isEqualTo(new Action.Update("r2", null, Works.INACTIVE, OURS));
    }
  }

  @Test
  void a_lost_create_that_is_not_there_is_sent_again() {
    StateWork work = Works.user(DESIRED, new Intended(OURS, false));

    Step step = Progress.after(work, new Action.Resolve(OURS), new NotFound());

    assertThat(step).isEqualTo(new Advanced(work.dropped(), List.of(new Effect.LinkDropped())));
  }

  /// The account that is made then is not told, at its next change, that it was off before.
  @Test
  void a_lost_create_that_is_not_there_leaves_no_past_to_be_told_of() {
    StateWork work =
        Works.user(DESIRED, new Intended(OURS, false), Works.deactivated(3), Works.reactivated(4));

    Step step = Progress.after(work, new Action.Resolve(OURS), new NotFound());

    assertThat(step)
        .isEqualTo(
            new Advanced(
                work.dropped(),
                List.of(new Effect.LinkDropped(), new Effect.BarriersPassed(4, 0))));
  }

  @Test
  void whoever_is_shown_as_off_is_out_and_nobody_who_is_owed_another_leaving() {
    StateWork work = Works.user(new Present(Works.INACTIVE), Works.linked(Works.ACTIVE).asStale());
    assertThat(effects(work, Works.INACTIVE))
        .contains(new Effect.LeaverOut(Long.MAX_VALUE, Leaving.Basis.READ));
    assertThat(effects(work, Works.ACTIVE)).noneMatch(it -> it instanceof Effect.LeaverOut);
    StateWork twice =
        Works.user(
            new Present(Works.INACTIVE),
            Works.linked(Works.ACTIVE).asStale(),
            Works.reactivated(6),
            Works.deactivated(7));
    assertThat(effects(twice, Works.INACTIVE))
        .contains(new Effect.LeaverOut(5, Leaving.Basis.READ));
  }

  private static List<Effect> effects(StateWork work, JsonObject shown) {
    return shown(work, shown).effects();
  }

  @Test
  void a_switch_whose_answer_was_lost_twice_is_made_once() {
    StateWork work =
        Works.user(
            new Present(Works.ACTIVE),
            Works.linked(Works.ACTIVE).asStale(),
            Works.deactivated(5),
            Works.reactivated(6));

    Advanced off = shown(work, Works.INACTIVE);
    assertThat(off.effects()).contains(new Effect.BarriersPassed(5, 0));
    assertThat(off.next().barriers()).containsExactly(Works.reactivated(6));

    StateWork later =
        Works.user(
            new Present(Works.ACTIVE),
            Works.linked(Works.INACTIVE).asStale(),
            Works.reactivated(6));
    Advanced on = shown(later, Works.ACTIVE);
    assertThat(on.effects()).contains(new Effect.BarriersPassed(6, 0));
    assertThat(new Planner(Profile.STANDARD).next(on.next())).isEqualTo(new Action.Nothing());
  }

  @Test
  void an_account_that_is_as_it_was_has_seen_no_switch() {
    StateWork work =
        Works.user(
            new Present(Works.INACTIVE),
            Works.linked(Works.ACTIVE).asStale(),
            Works.deactivated(5));

    assertThat(shown(work, Works.ACTIVE).next().barriers()).containsExactly(Works.deactivated(5));
  }

  private static Advanced shown(StateWork work, JsonObject shown) {
    return (Advanced) Progress.after(work, new Action.Reread("r1"), new Found("r1", null, shown));
  }

  @Test
  void a_conflict_with_something_invisible_is_left_to_the_schedule() {
    StateWork work = Works.user(DESIRED, new Intended(OURS, true));

    Step step = Progress.after(work, new Action.Resolve(OURS), new NotFound());

    assertThat(step).isInstanceOf(Stopped.class);
    assertThat(((Stopped) step).failure().kind()).isEqualTo(FailureKind.CONFLICT);
  }

  @Test
  void an_account_that_vanished_is_created_again() {
    StateWork work = Works.user(DESIRED, Works.linked(Works.INACTIVE));
    var update = new Action.Update("r1", null, Works.INACTIVE, OURS);

    Step step = Progress.after(work, update, failed(FailureKind.VANISHED));

    assertThat(step).isEqualTo(new Advanced(work.dropped(), List.of(new Effect.LinkDropped())));
    assertThat(new Planner(Profile.STANDARD).next(work.dropped()))
        .isEqualTo(new Action.Create(OURS));
  }

  @Test
  void a_change_behind_our_back_is_read_twice_at_most() {
    StateWork work = Works.user(DESIRED, Works.linked(Works.INACTIVE));
    var update = new Action.Update("r1", "old", Works.INACTIVE, OURS);

    assertThat(Progress.after(work, update, failed(FailureKind.STALE)))
        .isEqualTo(new Advanced(work.withLink(Works.linked(Works.INACTIVE).asStale()), List.of()));
    assertThat(Progress.after(work.reread().reread(), update, failed(FailureKind.STALE)))
        .isInstanceOf(Stopped.class);
  }

  /// The app was told by a whole update that may have come to it or not, and shows the name alone.
  @Test
  void what_a_read_does_not_show_is_kept_and_said_once_more() {
    JsonObject confirmed = OURS.with("title", new JsonString("Dr"));
    StateWork work =
        Works.user(
            new Present(confirmed), new Linked("r1", null, confirmed, true), Works.deactivated(3));
    var shown = new Found("r1", null, OURS, OURS.members().keySet());

    Advanced step = (Advanced) Progress.after(work, new Action.Reread("r1"), shown);

    assertThat(step.effects()).as("the doubt stays").isEmpty();
    assertThat(step.next().link()).isEqualTo(new Linked("r1", null, confirmed, false, true));
    assertThat(new Planner(Profile.STANDARD).next(step.next().withBarriers(List.of())))
        .isEqualTo(new Action.Update("r1", null, confirmed, confirmed));
    Advanced off =
        (Advanced)
            Progress.after(
                step.next(), new Action.Deactivate("r1", null, confirmed), new Done(null));
    assertThat(off.effects()).as("and so does it behind").contains(new Effect.LinkDoubted());
    assertThat(new Planner(Profile.STANDARD).next(off.next())).isInstanceOf(Action.Update.class);
    Step done =
        Progress.after(
            step.next(), new Action.Update("r1", null, confirmed, confirmed), new Done(null));
    assertThat(((Advanced) done).next().link()).isEqualTo(new Linked("r1", null, confirmed, false));
  }

  /// Who was deleted has no shape any more: what was confirmed is all that a whole update can say.
  @Test
  void who_is_deleted_and_stays_off_keeps_what_is_not_shown() {
    JsonObject confirmed = OURS.with("title", new JsonString("Dr"));
    StateWork work = Works.user(new Absent(), new Linked("r1", null, confirmed, true));
    var nothing = new Found("r1", null, JsonObject.EMPTY, Set.of());

    Advanced step = (Advanced) Progress.after(work, new Action.Reread("r1"), nothing);

    assertThat(new Planner(Works.deactivating()).next(step.next()))
        .isEqualTo(new Action.Deactivate("r1", null, confirmed));
  }

  @Test
  void each_change_of_activity_passes_its_own_barrier_and_no_other() {
    StateWork work =
        Works.user(
            new Present(Works.ACTIVE),
            Works.linked(Works.ACTIVE),
            Works.deactivated(3),
            Works.reactivated(4),
            Works.deactivated(5),
            Works.reactivated(6));

    Step step =
        Progress.after(work, new Action.Deactivate("r1", null, Works.ACTIVE), new Done("W/\"2\""));

    var linked = new Linked("r1", "W/\"2\"", Works.INACTIVE, false);
    assertThat(step)
        .isEqualTo(
            new Advanced(
                work.withLink(linked)
                    .withBarriers(
                        List.of(Works.reactivated(4), Works.deactivated(5), Works.reactivated(6))),
                List.of(new Effect.LinkConfirmed(linked), new Effect.BarriersPassed(3, 0))));
  }

  @Test
  void an_intent_is_withdrawn_only_where_nothing_can_have_happened() {
    var create = new Action.Create(OURS);

    assertThat(LeftBehind.of(create, failure(FailureKind.REFUSED)))
        .containsExactly(new Effect.IntentWithdrawn());
    assertThat(LeftBehind.of(create, failure(FailureKind.THROTTLED)))
        .containsExactly(new Effect.IntentWithdrawn());
    assertThat(LeftBehind.of(create, failure(FailureKind.TIMEOUT))).isEmpty();
    assertThat(LeftBehind.of(create, failure(FailureKind.SERVER_ERROR))).isEmpty();
    assertThat(LeftBehind.of(create, failure(FailureKind.UNREACHABLE))).isEmpty();
  }
}
