package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static dev.rollcall.e2e.crash.core.Findings.nothingFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.core.Fault.Kind;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the checker finds at targets.
class CheckerTargetsTest {
  private static final String LOST = "crm was not told of every change of u1 since it was made";

  @Test
  void targets_must_hold_what_the_directory_does() {
    found(10, "has nothing of u1", it -> it.accounts.clear());
    found(
        10,
        "two accounts",
        it ->
            it.accounts.add(
                new Account("crm", "app-2", "User", "u1", "kim", "t2", false, Set.of())));
    found(
        10,
        "not in the directory",
        it -> it.accounts.add(new Account("crm", "app-2", "User", "u2", "x", "", true, Set.of())));
    found(
        10,
        "active true of u1",
        it ->
            it.accounts.set(
                0, new Account("crm", "app-1", "User", "u1", "kim", "t2", true, Set.of())));
    found(10, "must not be dialled", it -> it.forbidden = 1);
    found(10, "Not in step", it -> it.behind.add("crm: 1 key"));
  }

  @Test
  void a_target_must_never_go_back_nor_be_called_while_it_asked_for_a_pause() {
    found(
        10,
        "got version 1 after 2",
        it -> it.arrivals.add(new Arrival("crm", Sample.at(22), "u1", "t1", true, 0)));
    found(
        10,
        "nobody decided",
        it -> it.arrivals.add(new Arrival("crm", Sample.at(22), "u1", "t9", true, 0)));
    found(10, "asked for a pause of 9 s and was called 5000 ms later", it -> it.putOff(30, 35));
    // Half of the pause, then a read.
    found(10, "asked for a pause of 8 s and was called 4000 ms later, at 2", called(34));
    nothingFound(called(33));
    nothingFound(called(38));
    var cutOff = new Sample();
    cutOff.putOff(30, 35);
    cutOff.strike(Kind.POSTGRES_CUT_TO, "connector-1", 29, 31);
    assertThat(Checker.check(cutOff.evidence())).isEmpty();
  }

  /// A pause of 8 s from second 30 on, and a call that changed nothing.
  private static Consumer<Sample> called(long second) {
    return it -> {
      it.arrivals.add(new Arrival("crm", Sample.at(30), "", "", true, 8));
      it.arrivals.add(new Arrival("crm", Sample.at(second), "", "", true, 0));
    };
  }

  @Test
  void a_target_must_see_every_deactivation_and_every_reactivation() {
    found(
        10,
        "crm saw u1 as active [true, false, true], decided was [true, false]",
        it -> it.arrivals.add(new Arrival("crm", Sample.at(22), "u1", "t2", true, 0)));
    found(
        10,
        "crm saw u1 as active [true], decided was [true, false]",
        it -> it.arrivals.removeLast());
    var late = new Sample();
    late.arrivals.removeFirst();
    assertThat(Checker.check(late.evidence())).as("made when it was inactive").isEmpty();
  }

  @Test
  void nobody_may_wait_for_a_target_that_hangs() {
    // Made in second 1, at the app in second 20.
    found(11, "crm was told 18991 ms late (p99 of 1)", it -> it.calmFrom = Sample.at(0));
    nothingFound(it -> it.calmFrom = Sample.at(2));
    nothingFound(it -> {
      it.calmFrom = Sample.at(0);
      it.arrivals.set(0, new Arrival("crm", Sample.at(6), "u1", "t1", true, 0));
    });
    nothingFound(it -> {
      it.calmFrom = Sample.at(0);
      it.arrivals.add(0, new Arrival("crm", Sample.at(0), "", "", true, 1));
    });
    var alone = new Sample();
    alone.calmFrom = Sample.at(0);
    alone.hangs = false;
    assertThat(Checker.check(alone.evidence())).as("nobody hangs").isEmpty();
  }

  @Test
  void of_what_is_finished_no_switch_may_be_kept() {
    found(
        10,
        "A switch is kept of what is finished: crm: 1 of u1",
        it -> it.kept.add("crm: 1 of u1, the last of decision 4"));
  }

  @Test
  void a_pair_of_off_and_on_may_not_be_lost_in_the_middle() {
    // The title of the first state says that the account was made when nobody was off yet.
    found(10, LOST, offAndOn(it -> it.arrive(20, "t1", true), it -> it.arrive(25, "t2", true)));
    // The title says nothing, and the time does: it was made before anybody heard of the off.
    found(10, LOST, offAndOn(it -> it.arrive(3, "t2", true)));
    // Of two pairs one was seen.
    found(
        10,
        LOST,
        offAndOn(
            it -> it.arrive(20, "t1", true),
            it -> it.arrive(21, "t2", false),
            it -> it.arrive(22, "t2", true),
            it -> it.turn(false, 30),
            it -> it.turn(true, 31),
            it -> it.arrive(32, "t2", true)));
  }

  @Test
  void what_is_told_once_more_stands_for_nothing_that_comes_later() {
    found(
        10,
        "crm was told at 2026-11-26T10:00:22Z that u1 is active false, which nobody knew before",
        offAndOn(
            it -> it.arrive(21, "t2", true),
            it -> it.arrive(22, "t2", false),
            it -> it.arrive(23, "t2", true),
            it -> it.turn(false, 30),
            it -> it.turn(true, 31)));
  }

  @Test
  void an_account_may_only_be_made_as_somebody_knew_it_was_to_be() {
    found(
        10,
        "crm has made u1 as 't1', active false, which it was never known to be by then",
        offAndOn(it -> it.arrive(20, "t1", false), it -> it.arrive(21, "t2", true)));
  }

  @Test
  void a_target_need_not_hear_what_was_over_before_its_account() {
    // Made at once, and told of all.
    nothingFound(
        offAndOn(
            it -> it.arrive(20, "t1", true),
            it -> it.arrive(21, "t2", false),
            it -> it.arrive(22, "t2", true)));
    // Made before anybody heard of the off, which was told when they did.
    nothingFound(
        offAndOn(
            it -> it.arrive(3, "t2", true),
            it -> it.arrive(21, "t2", false),
            it -> it.arrive(22, "t2", true)));
    // Made when it was off, and when all was over.
    nothingFound(offAndOn(it -> it.arrive(20, "t2", false), it -> it.arrive(21, "t2", true)));
    nothingFound(offAndOn(it -> it.arrive(20, "t2", true)));
  }

  @Test
  void a_target_may_hear_twice_where_answers_were_lost() {
    nothingFound(
        offAndOn(
            it -> it.arrive(20, "t1", true),
            it -> it.arrive(21, "t2", false),
            it -> it.arrive(22, "t2", false),
            it -> it.arrive(23, "t2", true),
            it -> it.arrive(24, "t2", true)));
    // Of the create: nobody knows that it came behind the off and the on.
    Step[] told = {
      it -> it.arrive(20, "t2", true),
      it -> it.arrive(21, "t2", false),
      it -> it.arrive(22, "t2", true)
    };
    nothingFound(offAndOn(told));
    nothingFound(
        offAndOn(told)
            .andThen(it -> it.turn(false, 30))
            .andThen(it -> it.turn(true, 31))
            .andThen(it -> it.arrive(32, "t2", false))
            .andThen(it -> it.arrive(33, "t2", true)));
  }

  /// What goes on in a run.
  private interface Step extends Consumer<Sample> {}

  /// `u1` came as `t1`, became `t2`, was switched off, which was heard of at second 4, and on
  /// again, at second 5. No target was told of it.
  private static Consumer<Sample> offAndOn(Step... then) {
    return sample -> {
      sample.arrivals.clear();
      sample.turn(true, 5);
      for (Step each : then) {
        each.accept(sample);
      }
    };
  }

  @Test
  void a_webhook_must_get_every_fact_in_order() {
    found(10, "hooks got [created 1, updated 2]", it -> it.events.removeLast());
    found(10, "hooks got [updated 2, created 1", it -> it.events.addFirst(it.events.remove(1)));
    found(
        10,
        "there are no facts",
        it -> it.events.add(new Event("hooks", "e9", "user.created", "u9", 1)));
    found(
        10,
        "updated 2, updated 2",
        it -> it.events.add(2, new Event("hooks", "e9", "user.updated", "u1", 2)));
  }
}
