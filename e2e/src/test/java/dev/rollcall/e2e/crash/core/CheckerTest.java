package dev.rollcall.e2e.crash.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.core.Fault.Kind;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The checker finds nothing where nothing is wrong, and each thing that can be.
class CheckerTest {

  @Test
  void a_run_in_which_nothing_is_wrong_has_no_violation() {
    assertThat(Checker.check(new Sample().evidence())).isEmpty();
  }

  @Test
  void what_was_acknowledged_must_be_recorded_decided_and_done() {
    found(1, "not on the requests log", it -> it.requests.removeFirst());
    found(1, "has no decision", it -> it.decisions.removeFirst());
    found(
        1,
        "but decided: Refused",
        it -> {
          it.decisions.clear();
          it.publish(1, new Outcome.Refused(400, null, "No."));
        });
    found(
        1,
        "not done: Retitle",
        it -> {
          it.decisions.remove(1);
          it.publish(2, Sample.accepted(200, 2));
        });
    found(
        1,
        "was told Ok",
        it -> it.call(1, new Asked.Delete("u1"), new Told.Ok(204, "r1", "u2", 0)));
  }

  @Test
  void a_read_must_see_what_was_acknowledged_before_it() {
    found(1, "c9 read u1", it -> it.call(9, new Asked.Read("u1"), new Told.Ok(200, "r9", "u1", 1)));
    found(1, "c9 read u1", it -> it.call(9, new Asked.Read("u1"), new Told.Refused(404, "r9")));
    found(
        1,
        "never decided",
        it -> it.call(9, new Asked.Read("u1"), new Told.Ok(200, "r9", "u1", 7)));
  }

  @Test
  void what_was_refused_must_have_changed_nothing() {
    found(
        2,
        "changed something",
        it -> {
          it.decisions.remove(2);
          it.publish(3, Sample.accepted(200, 3), new Fact.ResourceDeleted(Sample.user(), 3));
        });
    found(
        2,
        "was told 409, but decided",
        it -> {
          it.decisions.remove(2);
          it.publish(3, new Outcome.Refused(400, null, "No."));
        });
    found(
        2,
        "nothing was recorded",
        it -> it.call(4, new Asked.Delete("u1"), new Told.Unknown("503", "r4", true)));
  }

  @Test
  void nothing_may_happen_twice() {
    found(
        3,
        "c4 is 2 times on the requests log",
        it -> it.requests.add(Sample.asking(4, "r9", "c4")));
    found(3, "again at 4", it -> it.requests.add(Sample.asking(4, "r4", "c9")));
  }

  @Test
  void who_repeats_what_was_not_answered_must_come_to_an_end() {
    var create = new Asked.Create("User", "kim", "t6");
    var lost = new Told.Unknown("late", null, false);
    var taken = new Told.Refused(409, "r7");
    var look = new Asked.Find("User", "kim");
    // The name is taken by u1, and so both the first try and its repeat are refused.
    Consumer<Sample> unanswered = it -> refused(it, 6, create, lost);
    Consumer<Sample> repeated = unanswered.andThen(it -> refused(it, 7, create, taken));
    Consumer<Sample> explained =
        repeated.andThen(it -> it.call(8, look, new Told.Ok(200, "r8", "u1", 0)));
    found(3, "was tried 1 times and never came to an end", unanswered);
    found(3, "was tried 2 times and never came to an end", repeated);
    found(
        3,
        "'kim' is taken, and c8, which asked by whom, was told Ok",
        repeated.andThen(it -> it.call(8, look, new Told.Ok(200, "r8", null, 0))));
    found(
        3,
        "'kim' is taken, and c8, which asked by whom, was told Ok",
        repeated.andThen(it -> it.call(8, look, new Told.Ok(200, "r8", "u9", 0))));
    found(
        3,
        "'zoe' is taken, and c8, which asked by whom, was told Ok",
        it -> {
          refused(it, 7, new Asked.Create("User", "zoe", "t7"), taken);
          it.call(8, new Asked.Find("User", "zoe"), new Told.Ok(200, "r8", null, 0));
        });
    found(
        3,
        "was tried 3 times and never came to an end",
        explained.andThen(it -> refused(it, 9, create, lost)));
    for (Consumer<Sample> right :
        List.of(
            explained,
            unanswered.andThen(it -> it.call(8, look, new Told.Ok(200, "r8", "u1", 0))))) {
      var sample = new Sample();
      right.accept(sample);
      assertThat(Checker.check(sample.evidence())).isEmpty();
    }
  }

  /// Behind what is there: a create that is refused because of its name.
  private static void refused(Sample sample, int number, Asked asked, Told told) {
    long offset = sample.end;
    sample.call(number, asked, told);
    sample.requests.add(Sample.asking(offset, "r" + number, "c" + number));
    sample.decideAt(offset, "r" + number, new Outcome.Refused(409, "uniqueness", "Taken."));
    sample.end++;
    sample.position++;
  }

  @Test
  void a_request_must_have_one_decision_with_the_same_bytes_everywhere() {
    found(4, "two decisions", it -> it.ledger.add(new LedgerRow(0, 5, 4, "r4", "hash 5")));
    found(
        4,
        "differs between log and ledger",
        it -> it.ledger.set(0, new LedgerRow(0, 1, 0, "r1", "hash 9")));
    found(4, "never came to the log", it -> it.decisions.removeLast());
    found(4, "none in the ledger", it -> it.ledger.removeLast());
    found(4, "reads differently", it -> it.rereads.add(new Reread("r2", "hash 9")));
  }

  @Test
  void two_resources_must_never_have_the_same_name() {
    found(
        5,
        "was taken by u2 while u1 had it",
        it -> {
          it.decisions.remove(2);
          var other = new ResourceRef("User", new ResourceId("u2"));
          it.publish(
              3,
              new Outcome.Accepted(201, other, 1),
              new Fact.ResourceCreated(other, 1, Sample.user("t3", true), Sample.keys()));
        });
  }

  @Test
  void everything_must_have_one_order_without_a_gap() {
    found(6, "comes after 0", it -> it.decisions.addFirst(it.decisions.remove(1)));
    found(6, "stands where 2 belongs", it -> it.ledger.remove(1));
    found(
        6,
        "of the later offset",
        it -> {
          it.ledger.set(1, new LedgerRow(0, 2, 2, "r2", "hash 2"));
          it.ledger.set(2, new LedgerRow(0, 3, 1, "r3", "hash 3"));
        });
    found(6, "has version 3 after 1", it -> it.decisions.remove(1));
    assertThat(Checker.check(withCopy().evidence())).as("a copy is no disorder").isEmpty();
  }

  private static Sample withCopy() {
    var sample = new Sample();
    sample.decisions.add(sample.decisions.get(1));
    return sample;
  }

  @Test
  void a_position_is_moved_forward_by_its_owner_alone() {
    found(6, "went back from 4 to 3", it -> it.move("connector", "connector-1", false, 4, 3));
    found(
        6,
        "was moved by projection-1 while projection-2 had claimed it",
        it -> {
          it.move("projection", "projection-2", true, 4, 4);
          it.move("projection", "projection-1", false, 4, 5);
        });
  }

  @Test
  void no_request_may_be_skipped_or_quarantined() {
    found(7, "offset 3 is not decided", it -> it.ledger.removeLast());
    found(7, "decided twice", it -> it.ledger.add(new LedgerRow(0, 5, 3, "r9", "hash 9")));
    found(7, "as another request", it -> it.ledger.set(0, new LedgerRow(0, 1, 0, "r9", "hash 1")));
    found(7, "ends at 5", it -> it.end = 5);
    found(7, "was quarantined", it -> it.publish(5, new Outcome.Quarantined("defect")));
  }

  @Test
  void poison_must_be_quarantined_and_seen() {
    var sample = new Sample();
    sample.poison();
    assertThat(Checker.check(sample.evidence())).isEmpty();
    String poison = "GARBAGE at partition 0 offset 4";
    found(7, poison + " is named by no line", poisonWith(it -> it.alarms.clear()));
    found(7, "no projection's metrics", poisonWith(it -> it.alarms.clear()));
    found(7, poison + " is decided as nothing", poisonWith(it -> it.ledger.removeLast()));
    found(
        7,
        poison + " is decided as r9",
        poisonWith(it -> it.ledger.set(4, new LedgerRow(0, 5, 4, "r9", "hash 5"))));
    found(
        7,
        poison + " was not quarantined",
        poisonWith(it -> {
          it.decisions.removeLast();
          it.publish(5, new Outcome.Refused(400, null, "No."));
        }));
    found(
        7,
        poison + " was not quarantined",
        poisonWith(it -> {
          it.decisions.removeLast();
          it.publish(
              5, new Outcome.Quarantined("defect"), new Fact.ResourceDeleted(Sample.user(), 4));
        }));
  }

  private static Consumer<Sample> poisonWith(Consumer<Sample> breaks) {
    return it -> {
      it.poison();
      breaks.accept(it);
    };
  }

  @Test
  void the_directory_must_be_the_fold_of_the_decisions() {
    found(8, "lacks User u1", it -> it.directory.clear());
    found(
        8,
        "nobody decided",
        it ->
            it.directory.add(new Held("north", "u2", "User", 1, Sample.user("t", true), Set.of())));
    found(
        8,
        "was decided as version 3",
        it ->
            it.directory.set(
                0, new Held("north", "u1", "User", 2, Sample.user("t2", true), Set.of())));
  }

  @Test
  void the_platforms_own_proof_counts() {
    found(9, "verify: rows differ", it -> it.trouble.add("rows differ"));
  }

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

  @Test
  void somebody_must_serve_soon_and_nobody_may_end_by_itself() {
    found(13, "Ended by itself", it -> it.deaths.add("projection-1 ended with code 70"));
    found(
        13,
        "c9 waited 31000 ms",
        it ->
            it.history.add(
                new Call(
                    "c9",
                    "north",
                    "ingress-1",
                    new Asked.Read("u1"),
                    new Told.Unknown("late", null, false),
                    Sample.at(50),
                    Sample.at(81))));
    found(
        13,
        "Nothing of tenant north was decided",
        it -> {
          it.strike(Kind.KILL, "projection-1", 100, 100);
          it.history.add(
              new Call(
                  "c9",
                  "north",
                  "ingress-1",
                  new Asked.Delete("u1"),
                  new Told.Unknown("late", null, false),
                  Sample.at(101),
                  Sample.at(120)));
        });
  }

  @Test
  void nobody_may_say_that_it_is_ready_while_a_server_is_away() {
    for (Kind kind : List.of(Kind.KAFKA_FREEZE, Kind.POSTGRES_FREEZE, Kind.POSTGRES_STOP)) {
      found(13, "connector-1 said that it was ready 9000 ms into", it -> away(it, kind, 109));
    }
    found(13, "connector-1 said that", it -> cutOff(it, "connector-1"));
    for (Consumer<Sample> breaks :
        List.<Consumer<Sample>>of(
            it -> away(it, Kind.KAFKA_FREEZE, 107),
            it -> away(it, Kind.KAFKA_FREEZE, 115),
            it -> cutOff(it, "connector-2"))) {
      var sample = new Sample();
      breaks.accept(sample);
      assertThat(Checker.check(sample.evidence())).isEmpty();
    }
  }

  private static void away(Sample sample, Kind kind, long readyAt) {
    sample.strike(kind, Fault.KAFKA, 100, 115);
    sample.ready("connector-1", readyAt);
  }

  private static void cutOff(Sample sample, String who) {
    sample.strike(Kind.KAFKA_CUT_TO, "connector-1", 100, 115);
    sample.ready(who, 109);
  }

  @Test
  void a_decider_that_stands_still_may_not_say_that_it_is_ready() {
    // The fifth request comes at second 5 and is decided at second 30.
    Consumer<Sample> stands =
        it -> {
          it.write(5, new Asked.Delete("u1"), new Told.Refused(404, "r5"));
          it.decide(5, new Outcome.Refused(404, null, "No."));
          it.end = 5;
          it.position = 5;
          it.moves.add(new Move("projection", 0, "projection-1", false, 4, 5, Sample.at(30)));
        };
    found(
        13,
        "projection-1 said for 14009 ms that it was ready while offset 4 of partition 0 waited",
        stands.andThen(it -> ready(it, "projection-1", 6, 22)));
    for (Consumer<Sample> honest :
        List.<Consumer<Sample>>of(
            it -> ready(it, "projection-2", 6, 22),
            it -> ready(it, "projection-1", 6, 19),
            it -> {
              // It had given the partition away.
              ready(it, "projection-1", 6, 22);
              it.moves.removeLast();
              it.moves.add(new Move("projection", 0, "projection-2", false, 4, 5, Sample.at(30)));
            },
            it -> {
              ready(it, "projection-1", 6, 12);
              it.samples.add(
                  new Operations.Sample(
                      "projection-1", new Operations.Span(Sample.at(12), Sample.at(12)), false));
              ready(it, "projection-1", 13, 26);
            })) {
      var sample = new Sample();
      stands.andThen(honest).accept(sample);
      assertThat(Checker.check(sample.evidence())).isEmpty();
    }
  }

  private static void ready(Sample sample, String process, long from, long until) {
    for (long second = from; second < until; second++) {
      sample.ready(process, second);
    }
  }

  @Test
  void nothing_planted_may_come_to_light() {
    found(14, "A token in a log", it -> it.leaks.add("A token in a log"));
  }

  /// Breaks a good run and wants the violation, among others that follow from it.
  private static void found(int invariant, String sentence, Consumer<Sample> breaks) {
    var sample = new Sample();
    breaks.accept(sample);
    List<Violation> violations = Checker.check(sample.evidence());
    assertThat(violations)
        .anyMatch(it -> it.invariant() == invariant && it.sentence().contains(sentence));
  }
}
