package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static dev.rollcall.e2e.crash.core.Findings.nothingFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Fault.Kind;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.schemas.event.Outcome;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the checker finds in how processes did.
class CheckerProcessesTest {

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
  void what_was_under_way_at_a_kill_does_not_show_that_writes_go_on() {
    Consumer<Sample> answered = it -> write(it, new Told.Ok(200, "r2", "u1", 2), 99, 101);
    Consumer<Sample> killed = it -> it.strike(Kind.KILL, "projection-1", 100, 100);
    String harm = "Nothing of tenant north was decided";
    found(13, harm, killed.andThen(answered).andThen(it -> write(it, LOST, 101, 120)));
    found(13, harm, killed.andThen(answered).andThen(it -> write(it, LOST, 101, 102)));
    nothingFound(
        killed
            .andThen(it -> write(it, LOST, 101, 120))
            .andThen(it -> write(it, new Told.Ok(200, "r2", "u1", 2), 109, 110)));
  }

  @Test
  void nobody_takes_over_who_is_still_starting() {
    Consumer<Sample> killed =
        it -> {
          it.strike(Kind.KILL, "projection-1", 100, 100);
          write(it, LOST, 101, 120);
        };
    nothingFound(killed.andThen(it -> it.says("projection-2", 98, false)));
    found(
        13,
        "Nothing of tenant north was decided",
        killed.andThen(it -> {
          it.says("projection-2", 97, false);
          it.says("projection-2", 98, true);
          it.says("projection-2", 101, false);
        }));
  }

  private static final Told LOST = new Told.Unknown("late", null, false);

  private static void write(Sample sample, Told told, long from, long to) {
    sample.history.add(
        new Call(
            "c2",
            "north",
            "ingress-1",
            new Asked.Retitle("u1", "t2"),
            told,
            Sample.at(from),
            Sample.at(to)));
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
}
