package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.App;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Logs.Poisoned;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import dev.rollcall.e2e.crash.core.Operations.Verification;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A made-up run in which nothing is wrong, piece by piece, so that a test can break one.
///
/// In partition 0: `c1` creates user `u1`, `c2` gives it another title, `c3` is refused, `c4` is
/// not answered and was done (`u1` is deactivated), `c5` reads `u1`. The connectors hear of each
/// decision as soon as it is recorded.
final class Sample {
  static final Instant BEGAN = Instant.parse("2026-11-26T10:00:00Z");
  static final String TENANT = "north";

  List<Call> history = new ArrayList<>();
  List<Asking> requests = new ArrayList<>();
  List<Poisoned> poison = new ArrayList<>();
  List<Deciding> decisions = new ArrayList<>();
  List<LedgerRow> ledger = new ArrayList<>();
  List<Move> moves = new ArrayList<>();
  List<Reread> rereads = new ArrayList<>();
  List<Held> directory = new ArrayList<>();
  List<Account> accounts = new ArrayList<>();
  List<Arrival> arrivals = new ArrayList<>();
  List<Event> events = new ArrayList<>();
  List<String> behind = new ArrayList<>();
  List<String> kept = new ArrayList<>();
  List<Operations.Struck> faults = new ArrayList<>();
  List<Operations.Sample> samples = new ArrayList<>();
  List<String> deaths = new ArrayList<>();
  List<String> trouble = new ArrayList<>();
  List<String> leaks = new ArrayList<>();
  Set<Position> alarms = new HashSet<>();
  private final Map<Long, Long> heardLater = new HashMap<>();
  Instant calmFrom = Instant.MAX;
  boolean hangs = true;
  int forbidden;
  long end = 4;
  long position = 4;

  Sample() {
    write(1, new Asked.Create("User", "kim", "t1"), new Told.Ok(201, "r1", "u1", 1));
    decide(1, accepted(201, 1), new Fact.ResourceCreated(user(), 1, user("t1", true), keys()));
    write(2, new Asked.Retitle("u1", "t2"), new Told.Ok(200, "r2", "u1", 2));
    decide(2, accepted(200, 2), new Fact.ResourceChanged(user(), 2, user("t2", true), keys()));
    write(3, new Asked.Create("User", "KIM", "t3"), new Told.Refused(409, "r3"));
    decide(3, new Outcome.Refused(409, "uniqueness", "Taken."));
    write(4, new Asked.Switch("u1", false), new Told.Unknown("503", "r4", false));
    decide(4, accepted(200, 3), new Fact.ResourceDeactivated(user(), 3, user("t2", false), keys()));
    call(5, new Asked.Read("u1"), new Told.Ok(200, "r5", "u1", 3));
    for (int i = 0; i < 4; i++) {
      move("projection", "projection-1", false, i, i + 1);
    }
    rereads.add(new Reread("r1", "hash 1"));
    directory.add(new Held(TENANT, "u1", "User", 3, user("t2", false), Set.of()));
    accounts.add(new Account("crm", "app-1", "User", "u1", "kim", "t2", false, Set.of()));
    arrivals.add(new Arrival("crm", at(20), "u1", "t1", true, 0));
    arrivals.add(new Arrival("crm", at(21), "u1", "t2", false, 0));
    event(1, "created");
    event(2, "updated");
    event(3, "deactivated");
  }

  Evidence evidence() {
    return new Evidence(
        history,
        new Logs(
            requests,
            poison,
            decisions,
            ledger,
            Map.of(0, end),
            Map.of(0, position),
            moves,
            rereads),
        directory,
        new Downstream(
            Map.of(
                "crm",
                new App(TENANT, false, false),
                "hooks",
                new App(TENANT, true, false),
                "stuck",
                new App(hangs ? TENANT : "another", false, hangs)),
            accounts,
            arrivals,
            events,
            forbidden,
            behind,
            kept,
            calmFrom),
        new Operations(
            faults,
            deaths,
            samples,
            new Verification(trouble),
            new Operations.Alarms(alarms, alarms.size()),
            leaks));
  }

  static Instant at(long seconds) {
    return BEGAN.plusSeconds(seconds);
  }

  void call(int number, Asked asked, Told told) {
    history.add(
        new Call(
            "c" + number, TENANT, "ingress-1", asked, told, at(number), at(number).plusMillis(9)));
  }

  /// A call that is on the requests log.
  void write(int number, Asked asked, Told told) {
    call(number, asked, told);
    requests.add(asking(number - 1, "r" + number, "c" + number));
  }

  /// A record of partition 0 that came at once when its call began.
  static Asking asking(long offset, String requestId, String call) {
    return new Asking(0, offset, requestId, call, Set.of(), at(offset + 1));
  }

  /// A position of partition 0 moves as soon as what it moves over is on the log.
  void move(String service, String mover, boolean claim, long from, long to) {
    moves.add(new Move(service, 0, mover, claim, from, to, at(to)));
  }

  /// Somebody says that it is ready.
  void ready(String process, long second) {
    says(process, second, true);
  }

  /// Somebody says whether it is ready.
  void says(String process, long second, boolean ready) {
    var time = new Operations.Span(at(second), at(second).plusMillis(9));
    samples.add(new Operations.Sample(process, time, ready));
  }

  /// A decision in the ledger and on the log.
  void decide(int number, Outcome outcome, Fact... facts) {
    publish(number, outcome, facts);
    ledger.add(new LedgerRow(0, number, number - 1, "r" + number, "hash " + number));
  }

  /// The same of a request whose number does not say where it stands.
  void decideAt(long offset, String requestId, Outcome outcome, Fact... facts) {
    long seq = offset + 1;
    put(offset, requestId, outcome, facts);
    ledger.add(new LedgerRow(0, seq, offset, requestId, "hash " + seq));
  }

  void publish(int number, Outcome outcome, Fact... facts) {
    put(number - 1, "r" + number, outcome, facts);
  }

  private void put(long offset, String requestId, Outcome outcome, Fact... facts) {
    long seq = offset + 1;
    var decision =
        new Decision(
            new Position(0, offset),
            seq,
            new RequestId(requestId),
            new TenantId(TENANT),
            at(seq),
            1,
            outcome,
            List.of(facts));
    long place = decisions.size();
    decisions.add(new Deciding(0, place, decision, "hash " + seq));
    moves.add(new Move("connector", 0, "connector-1", false, place, place + 1, at(heard(seq))));
  }

  private long heard(long seq) {
    return heardLater.getOrDefault(seq, seq);
  }

  void event(long version, String kind) {
    events.add(new Event("hooks", "e" + version, "user." + kind, "u1", version));
  }

  /// A record behind the four requests that cannot be decided, and all that comes of it.
  void poison() {
    poison.add(new Poisoned(0, 4, Poison.GARBAGE, "r5"));
    decide(5, new Outcome.Quarantined("UnreadableRecordException"));
    alarms.add(new Position(0, 4));
    end = 5;
    position = 5;
  }

  /// `u1` is switched on or off behind all else, and the connectors hear of it at a second.
  void turn(boolean active, long heardAt) {
    long offset = end;
    long seq = offset + 1;
    long version = directory.getFirst().version() + 1;
    int number = Math.toIntExact(seq) + 1;
    String id = "r" + number;
    call(number, new Asked.Switch("u1", active), new Told.Ok(200, id, "u1", version));
    requests.add(asking(offset, id, "c" + number));
    heardLater.put(seq, heardAt);
    JsonObject now = user("t2", active);
    decideAt(
        offset,
        id,
        accepted(200, version),
        active
            ? new Fact.ResourceReactivated(user(), version, now, keys())
            : new Fact.ResourceDeactivated(user(), version, now, keys()));
    end++;
    position++;
    directory.set(0, new Held(TENANT, "u1", "User", version, now, Set.of()));
    accounts.set(0, new Account("crm", "app-1", "User", "u1", "kim", "t2", active, Set.of()));
    event(version, active ? "reactivated" : "deactivated");
  }

  /// The target is brought into a state of `u1`.
  void arrive(long second, String title, boolean active) {
    arrivals.add(new Arrival("crm", at(second), "u1", title, active, 0));
  }

  static Outcome accepted(int status, long version) {
    return new Outcome.Accepted(status, user(), version);
  }

  static ResourceRef user() {
    return new ResourceRef("User", new ResourceId("u1"));
  }

  static List<TakenKey> keys() {
    return List.of(new TakenKey("userName", "kim"));
  }

  static JsonObject user(String title, boolean active) {
    return JsonObject.builder()
        .put("userName", "kim")
        .put("title", title)
        .put("active", active)
        .build();
  }

  /// A target asks for a pause of 9 s, and is called again.
  void putOff(long at, long again) {
    arrivals.add(new Arrival("crm", at(at), "", "", true, 9));
    arrivals.add(new Arrival("crm", at(again), "u1", "t2", false, 0));
  }

  void strike(Fault.Kind kind, String victim, long from, long to) {
    faults.add(
        new Operations.Struck(
            new Fault(Duration.ofSeconds(from), kind, victim, Duration.ofSeconds(to - from)),
            new Operations.Span(at(from), at(to)),
            new Operations.Span(at(from), at(to))));
  }
}
