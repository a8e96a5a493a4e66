package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.core.Fault.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the checker finds at targets.
class CheckerTargetsTest {

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
    var cutOff = new Sample();
    cutOff.putOff(30, 35);
    cutOff.strike(Kind.POSTGRES_CUT_TO, "connector-1", 29, 31);
    assertThat(Checker.check(cutOff.evidence())).isEmpty();
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
