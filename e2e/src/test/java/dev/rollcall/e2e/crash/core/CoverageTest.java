package dev.rollcall.e2e.crash.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Fault.Kind;
import org.junit.jupiter.api.Test;

/// A run that shows nothing is found out.
class CoverageTest {
  private static final String ALONE = "No decider was killed while nothing else was wrong";
  private static final String BULK = "No bulk request had 2 operations";
  private static final String ASKED =
      "No process was asked whether it is ready while a server was away for long";

  private static final String HUNG =
      "Nobody measured how long it takes to a target while another one hangs";

  @Test
  void a_run_in_which_nothing_is_done_shows_nothing() {
    assertThat(Coverage.lacking(new Sample().evidence()))
        .containsExactlyInAnyOrder(
            "Only 5 calls were made", BULK, ALONE, ASKED, HUNG, "Nothing but kills was done");
  }

  @Test
  void a_bulk_request_counts_where_it_has_several_operations() {
    var sample = new Sample();
    operations(sample, 1);
    assertThat(Coverage.lacking(sample.evidence())).contains(BULK);
    operations(sample, 2);
    assertThat(Coverage.lacking(sample.evidence())).doesNotContain(BULK);
  }

  private static void operations(Sample sample, int count) {
    for (int i = 0; i < count; i++) {
      sample.history.add(
          new Call(
              "bulk of " + count,
              "x." + i,
              Sample.TENANT,
              "ingress-1",
              new Asked.Retitle("u1", "t2"),
              new Told.Refused(404, "r9"),
              Sample.at(9),
              Sample.at(9)));
    }
  }

  @Test
  void arrivals_count_where_they_came_in_the_calm() {
    var sample = new Sample();
    for (int i = 10; i < 30; i++) {
      sample.call(i, new Asked.Create("User", "n" + i, "t"), new Told.Ok(201, "r" + i, "m" + i, 1));
      sample.arrivals.add(new Arrival("crm", Sample.at(i), "m" + i, "t", true, 0));
    }
    assertThat(Coverage.lacking(sample.evidence())).contains(HUNG);
    sample.calmFrom = Sample.at(10);
    assertThat(Coverage.lacking(sample.evidence())).doesNotContain(HUNG);
  }

  @Test
  void a_kill_counts_where_nothing_else_was_wrong() {
    var sample = new Sample();
    sample.strike(Kind.KILL, "projection-1", 100, 100);
    assertThat(Coverage.lacking(sample.evidence())).doesNotContain(ALONE).contains(ASKED);
    sample.strike(Kind.DELAY, "ingress-1", 110, 112);
    assertThat(Coverage.lacking(sample.evidence())).contains(ALONE);
    sample.strike(Kind.KILL, "connector-1", 200, 200);
    assertThat(Coverage.lacking(sample.evidence())).as("not a decider").contains(ALONE);
  }

  @Test
  void an_outage_counts_where_somebody_was_asked_in_it_who_had_to_know() {
    var sample = new Sample();
    sample.strike(Kind.POSTGRES_FREEZE, Fault.POSTGRES, 200, 212);
    sample.ready("ingress-1", 210);
    sample.ready("projection-1", 205);
    assertThat(Coverage.lacking(sample.evidence())).contains(ASKED);
    sample.ready("projection-1", 210);
    assertThat(Coverage.lacking(sample.evidence())).doesNotContain(ASKED);
  }
}
