package dev.rollcall.e2e.crash.core;

import static dev.rollcall.e2e.crash.core.Findings.found;
import static dev.rollcall.e2e.crash.core.Findings.nothingFound;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the checker finds in groups that begin with members, and in bulk requests, of which each
/// operation is held to what a call alone is.
class CheckerBulkTest {
  private static final ResourceRef GROUP = new ResourceRef("Group", new ResourceId("g1"));
  private static final ResourceRef ZOE = new ResourceRef("User", new ResourceId("u2"));
  private static final Outcome ZOE_MADE = new Accepted(201, ZOE, 1);
  private static final Outcome JOINED = new Accepted(204, GROUP, 2);
  private static final Outcome NOBODY = new Refused(404, null, "Nobody.");
  private static final Asked CREATE = new Asked.Create("User", "zoe", "z1");
  private static final Asked RETITLE = new Asked.Retitle("u9", "z2");
  private static final Asked JOIN = new Asked.Join("g1", "bulkId:x.0");
  private static final Told LOST = new Told.Unknown("late", null, false);

  /// Behind what is there: `c6` makes a group of `u1`, and `c7` is a bulk request of which `x.0`
  /// creates `u2`, `x.1` is refused and `x.2` puts `u2` into the group. Its fields may be broken.
  private static final class Run {
    List<Member> first = members("u1");
    List<Outcome> outcomes = new ArrayList<>(List.of(ZOE_MADE, NOBODY, JOINED));
    List<Fact> facts =
        new ArrayList<>(List.of(made(ZOE, "userName", "zoe"), joined(2, members("u2"))));
    List<Told> told =
        new ArrayList<>(
            List.of(
                new Told.Ok(201, "r7", "u2", 1),
                new Told.Refused(404, "r7"),
                new Told.Ok(204, "r7", "g1", 0)));
    Set<String> recorded = Set.of("x.0", "x.1", "x.2");

    void on(Sample it) {
      it.write(
          6, new Asked.Create("Group", "team", "", List.of("u1")), new Told.Ok(201, "r6", "g1", 1));
      it.requests.set(4, Sample.asking(4, "r6", "c6"));
      it.decideAt(
          4,
          "r6",
          new Accepted(201, GROUP, 1),
          made(GROUP, "displayName", "team"),
          joined(1, first));
      tell(it, 7, told);
      it.requests.add(new Asking(0, 5, "r7", "c7", recorded, Sample.at(7)));
      it.decideAt(5, "r7", performed(outcomes), facts.toArray(Fact[]::new));
      it.end = 6;
      it.position = 6;
      there(it);
    }
  }

  @Test
  void each_operation_of_a_bulk_request_must_be_recorded_decided_and_done() {
    nothingFound(with(_ -> {}));
    found(1, "c7/x.0 was acknowledged and is not on", with(it -> it.recorded = Set.of("x.1")));
    found(
        1, "c7/x.0 was acknowledged, but decided: Refused", with(it -> it.outcomes.set(0, NOBODY)));
    found(1, "c7/x.2 was acknowledged and has no decision", with(it -> it.outcomes.removeLast()));
    found(1, "c7/x.0 was told Ok", with(it -> it.told.set(0, new Told.Ok(201, "r7", "u8", 1))));
    found(
        1,
        "c7/x.2 was acknowledged and not done: Join",
        with(it -> it.facts.set(1, joined(2, members("u8")))));
    found(1, "c7/x.0 was acknowledged and not done: Create", with(it -> it.facts.removeFirst()));
  }

  @Test
  void a_group_must_have_the_members_that_were_asked_for() {
    found(
        1, "c6 was acknowledged and not done: Create", with(it -> it.first = members("u1", "u8")));
    for (Asked asked :
        List.of(
            new Asked.JoinAll("g1", List.of("u1", "u8")),
            new Asked.Regroup("g1", "team", List.of("u1")))) {
      found(
          1,
          "c9 was acknowledged and not done: " + asked,
          with(_ -> {})
              .andThen(it -> {
                it.write(9, asked, new Told.Ok(204, "r9", null, 0));
                it.decideAt(6, "r9", JOINED);
              }));
    }
  }

  @Test
  void what_is_refused_in_a_bulk_request_must_have_changed_nothing() {
    found(
        2,
        "c7/x.1 was told 404, but decided: Accepted",
        with(it -> it.outcomes.set(1, new Accepted(200, ZOE, 2))));
    found(
        2,
        "Request r7 changed u1, and no operation of it that was accepted is about that",
        with(it -> it.facts.add(new Fact.ResourceDeleted(Sample.user(), 4))));
    found(
        2,
        "c7/x.2 was told that nothing was recorded, and it was",
        with(it -> it.told.set(2, new Told.Unknown("503", "r7", true))));
  }

  @Test
  void no_operation_may_happen_twice() {
    found(
        3,
        "c7/x.0 is 2 times on the requests log",
        with(_ -> {})
            .andThen(
                it -> it.requests.add(new Asking(0, 6, "r8", "c7", Set.of("x.0"), Sample.at(8)))));
  }

  @Test
  void who_repeats_a_bulk_request_must_come_to_an_end_with_each_operation() {
    found(3, "Operation x.1 was tried 1 times", with(it -> it.told.set(1, LOST)));
    found(3, "title=z1, members=[]] was tried 1 times", with(it -> it.told.set(0, LOST)));
    Consumer<Sample> lost = with(it -> it.told.replaceAll(_ -> LOST));
    List<Told> again =
        List.of(
            new Told.Refused(409, "r8"), new Told.Refused(404, "r8"), new Told.Refused(409, "r8"));
    Consumer<Sample> repeated =
        lost.andThen(it -> {
          tell(it, 8, again);
          it.requests.add(new Asking(0, 6, "r8", "c8", Set.of("x.0", "x.1", "x.2"), Sample.at(8)));
          Outcome taken = new Refused(409, "uniqueness", "Taken.");
          it.decideAt(6, "r8", performed(List.of(taken, NOBODY, taken)));
          it.end = 7;
          it.position = 7;
        });
    found(3, "was tried 2 times and never came to an end", repeated);
    found(
        3,
        "'zoe' is taken, and c9, which asked by whom, was told Ok",
        repeated.andThen(it -> look(it, "u1")));
    nothingFound(repeated.andThen(it -> look(it, "u2")));
  }

  @Test
  void a_bulk_request_may_be_recorded_in_parts() {
    nothingFound(
        with(_ -> {})
            .andThen(it -> {
              it.requests.removeLast();
              it.decisions.removeLast();
              it.ledger.removeLast();
              it.moves.removeLast();
              it.requests.add(new Asking(0, 5, "r7", "c7", Set.of("x.0", "x.1"), Sample.at(7)));
              it.requests.add(new Asking(0, 6, "r7.2", "c7", Set.of("x.2"), Sample.at(8)));
              it.decideAt(
                  5, "r7", performed(List.of(ZOE_MADE, NOBODY)), made(ZOE, "userName", "zoe"));
              it.decideAt(
                  6,
                  "r7.2",
                  new Performed(List.of(new PerformedOperation(0, "PATCH", "x.2", JOINED))),
                  joined(2, members("u2")));
              it.end = 7;
              it.position = 7;
            }));
  }

  private static Consumer<Sample> with(Consumer<Run> breaks) {
    return sample -> {
      var run = new Run();
      breaks.accept(run);
      run.on(sample);
    };
  }

  private static void tell(Sample sample, int number, List<Told> told) {
    List<Asked> asked = List.of(CREATE, RETITLE, JOIN);
    for (int i = 0; i < told.size(); i++) {
      sample.history.add(
          new Call(
              "c" + number,
              "x." + i,
              Sample.TENANT,
              "ingress-1",
              asked.get(i),
              told.get(i),
              Sample.at(number),
              Sample.at(number).plusMillis(9)));
    }
  }

  private static void look(Sample sample, String found) {
    sample.call(9, new Asked.Find("User", "zoe"), new Told.Ok(200, "r9", found, 0));
  }

  /// What is there when all of it is done.
  private static void there(Sample it) {
    it.directory.add(
        new Held(Sample.TENANT, "u2", "User", 1, document("userName", "zoe"), Set.of()));
    it.directory.add(
        new Held(
            Sample.TENANT, "g1", "Group", 2, document("displayName", "team"), Set.of("u1", "u2")));
    it.accounts.add(new Account("crm", "app-2", "User", "u2", "zoe", "z1", true, Set.of()));
    it.accounts.add(
        new Account("crm", "app-3", "Group", "g1", "team", "", true, Set.of("app-1", "app-2")));
    it.events.add(new Event("hooks", "e5", "user.created", "u2", 1));
    it.events.add(new Event("hooks", "e6", "group.created", "g1", 1));
    it.events.add(new Event("hooks", "e7", "group.members_added", "g1", 1));
    it.events.add(new Event("hooks", "e8", "group.members_added", "g1", 2));
  }

  private static Outcome performed(List<Outcome> outcomes) {
    var operations = new ArrayList<PerformedOperation>();
    for (Outcome outcome : outcomes) {
      int index = operations.size();
      operations.add(
          new PerformedOperation(index, index == 0 ? "POST" : "PATCH", "x." + index, outcome));
    }
    return new Performed(operations);
  }

  private static Fact made(ResourceRef resource, String attribute, String name) {
    return new ResourceCreated(
        resource, 1, document(attribute, name), List.of(new TakenKey(attribute, name)));
  }

  private static Fact joined(long version, List<Member> members) {
    return new MembersAdded(GROUP, version, members);
  }

  private static JsonObject document(String attribute, String name) {
    var document = JsonObject.builder().put(attribute, name);
    return attribute.equals("userName")
        ? document.put("title", "z1").put("active", true).build()
        : document.build();
  }

  private static List<Member> members(String... ids) {
    return Arrays.stream(ids).map(it -> new Member(new ResourceId(it), "User")).toList();
  }
}
