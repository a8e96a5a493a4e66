package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The checker finds nothing where nothing is wrong, and each thing that can be: here in what
/// clients were told. Its other tests are beside it, by what they break.
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
  void who_is_deleted_may_not_be_seen_again() {
    Consumer<Sample> deleted =
        it -> {
          it.write(6, new Asked.Delete("u1"), new Told.Ok(204, "r6", null, 0));
          it.decideAt(4, "r6", Sample.accepted(204, 4), new Fact.ResourceDeleted(Sample.user(), 4));
        };
    found(
        1,
        "c9 read u1 and was told Ok",
        deleted.andThen(it -> it.call(9, new Asked.Read("u1"), new Told.Ok(200, "r9", "u1", 3))));
    found(1, "c9 looked for 'KIM' and was told Ok", deleted.andThen(it -> kim(it, "u1")));
    // The name is free again.
    assertThat(violations(deleted.andThen(it -> kim(it, null)))).noneMatch(it -> it.contains("c9"));
  }

  @Test
  void a_search_must_see_what_was_acknowledged_before_it() {
    found(1, "c9 looked for 'KIM'", it -> kim(it, null));
    found(1, "c9 looked for 'KIM'", it -> kim(it, "u2"));
    assertThat(violations(it -> kim(it, "u1"))).isEmpty();
  }

  private static void kim(Sample sample, @Nullable String found) {
    sample.call(9, new Asked.Find("User", "KIM"), new Told.Ok(200, "r9", found, 0));
  }

  private static List<String> violations(Consumer<Sample> changes) {
    var sample = new Sample();
    changes.accept(sample);
    return Checker.check(sample.evidence()).stream().map(Violation::sentence).toList();
  }

  @Test
  void a_read_must_see_a_change_of_whose_version_the_answer_said_nothing() {
    Consumer<Sample> switched =
        it -> {
          it.write(6, new Asked.Switch("u1", true), new Told.Ok(204, "r6", null, 0));
          it.decideAt(4, "r6", Sample.accepted(204, 4));
        };
    found(
        1,
        "c9 read u1 and was told Ok",
        switched.andThen(it -> it.call(9, new Asked.Read("u1"), new Told.Ok(200, "r9", "u1", 3))));
    found(
        1,
        "c9 read g1 and was told Refused",
        it -> {
          it.write(6, new Asked.Leave("g1", "u1"), new Told.Ok(204, "r6", null, 0));
          it.call(9, new Asked.ReadGroup("g1"), new Told.Refused(404, "r9"));
        });
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
}
