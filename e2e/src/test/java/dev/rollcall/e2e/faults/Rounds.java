package dev.rollcall.e2e.faults;

import dev.rollcall.faults.CrashPoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// The rounds that a client's session passes, and which of them are played.
final class Rounds {
  /// `all` plays every round; otherwise a few are drawn, by this seed where it is a number.
  private static final String PROPERTY = "rollcall.faults";

  private static final int DRAWN = 3;

  private static final List<List<String>> INGRESS =
      List.of(
          List.of("recording"),
          List.of("appending"),
          List.of("sending"),
          List.of("sent"),
          List.of("acknowledged"),
          List.of("heard"),
          List.of("rung"),
          List.of("answering"),
          List.of("answer-made"),
          List.of("answered"));

  /// A point of the start stands behind one that leaves it something to do.
  private static final List<List<String>> PROJECTION =
      List.of(
          List.of("polled", "migrating"),
          List.of("recalled", "migrated"),
          List.of("decided", "claiming"),
          List.of("committing", "epoch-raised"),
          List.of("script-ready", "claimed"),
          List.of("script-run", "log-end-known"),
          List.of("committed", "backlog-read"),
          List.of("relaying"),
          List.of("publishing"),
          List.of("published"),
          List.of("acknowledged"),
          List.of("batch-done"));

  private static final List<List<String>> CONNECTOR =
      List.of(
          List.of("taking", "migrated"),
          List.of("folded", "position-read"),
          List.of("position-moved", "rows-written"),
          List.of("taken", "keys-claimed"),
          List.of("intending", "intended"),
          List.of("calling", "leases-released", "called"),
          List.of("created", "resolved"),
          List.of("settling", "key-left"),
          List.of("effects-written", "settled"),
          List.of("announcing", "announced"),
          List.of("failure-noted", "parking"),
          List.of("parked", "copying", "copied", "forgotten"));

  private Rounds() {}

  static List<Round> all() {
    var rounds = new ArrayList<Round>();
    int count = Math.max(INGRESS.size(), Math.max(PROJECTION.size(), CONNECTOR.size()));
    for (int i = 0; i < count; i++) {
      var chains = new ArrayList<List<String>>();
      add("ingress", INGRESS, i, chains);
      add("projection", PROJECTION, i, chains);
      add("connector", CONNECTOR, i, chains);
      rounds.add(new Round(List.copyOf(chains)));
    }
    return rounds;
  }

  /// Those that are played.
  static Stream<Round> drawn() {
    return draw(all(), DRAWN);
  }

  /// All of some, or as many as are asked for, in an order that a printed seed gives.
  static <T> Stream<T> draw(List<T> from, int count) {
    String asked = System.getProperty(PROPERTY, "");
    if (asked.equals("all")) {
      return from.stream();
    }
    long seed = asked.isEmpty() ? System.nanoTime() : Long.parseLong(asked);
    System.out.println("-D" + PROPERTY + "=" + seed + " draws the same");
    var shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.stream().limit(count);
  }

  private static void add(
      String service, List<List<String>> chains, int index, List<List<String>> to) {
    if (index < chains.size()) {
      to.add(chains.get(index).stream().map(point -> service + "." + point).toList());
    }
  }

  /// The points that no round passes.
  static List<String> left() {
    List<String> passed =
        all().stream().flatMap(round -> round.chains().stream()).flatMap(List::stream).toList();
    return CrashPoints.all().stream()
        .map(point -> point.name())
        .filter(point -> !passed.contains(point))
        .toList();
  }
}
