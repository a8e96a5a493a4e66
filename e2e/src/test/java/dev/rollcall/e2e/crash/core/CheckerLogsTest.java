package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the checker finds in logs, ledger and directory.
class CheckerLogsTest {

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
}
