package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// What happens in a run, all of it from one seed.
public final class Schedule {
  /// How often each kind comes, and how long it may last.
  private record Kinds(Kind kind, int weight, Duration longest) {}

  private static final List<Kinds> KINDS =
      List.of(
          new Kinds(Kind.KILL, 8, Duration.ZERO),
          new Kinds(Kind.FREEZE, 4, Duration.ofSeconds(12)),
          new Kinds(Kind.KAFKA_KILL, 1, Duration.ofSeconds(4)),
          new Kinds(Kind.KAFKA_STOP, 1, Duration.ofSeconds(4)),
          new Kinds(Kind.KAFKA_FREEZE, 2, Duration.ofSeconds(12)),
          new Kinds(Kind.POSTGRES_STOP, 2, Duration.ofSeconds(6)),
          new Kinds(Kind.POSTGRES_FREEZE, 2, Duration.ofSeconds(12)),
          new Kinds(Kind.SESSIONS_END, 3, Duration.ZERO),
          new Kinds(Kind.KAFKA_CUT_TO, 2, Duration.ofSeconds(12)),
          new Kinds(Kind.KAFKA_CUT_FROM, 2, Duration.ofSeconds(12)),
          new Kinds(Kind.POSTGRES_CUT_TO, 2, Duration.ofSeconds(12)),
          new Kinds(Kind.POSTGRES_CUT_FROM, 3, Duration.ofSeconds(12)),
          new Kinds(Kind.CLIENTS_CUT_TO, 1, Duration.ofSeconds(4)),
          new Kinds(Kind.CLIENTS_CUT_FROM, 3, Duration.ofSeconds(4)),
          new Kinds(Kind.DELAY, 2, Duration.ofSeconds(6)),
          new Kinds(Kind.SLICE, 1, Duration.ofSeconds(6)));

  private static final List<String> PROCESSES =
      List.of(
          "ingress-1", "ingress-2", "projection-1", "projection-2", "connector-1", "connector-2");

  private static final List<String> DECIDERS = List.of("projection-1", "projection-2");

  /// They have clients, and no tables.
  private static final String INGRESS = "ingress";

  /// How long nothing else is wrong before and behind a kill that stands alone: what is promised of
  /// a kill can only be held against one.
  static final Duration ALONE = Serving.RESUME_MAX.plusSeconds(1);

  /// How often a decider is killed alone, and a server is away for long; the first time at the
  /// beginning.
  private static final Duration ALONE_EVERY = Duration.ofMinutes(5);

  /// Servers that are away, for whichever reason, and stay so until every process must have noticed
  /// and was asked once more.
  private static final List<Kind> OUTAGES =
      List.of(Kind.KAFKA_FREEZE, Kind.POSTGRES_FREEZE, Kind.KAFKA_KILL, Kind.POSTGRES_STOP);

  /// A minute has each kind once.
  private static final Duration POISON_EVERY = Duration.ofSeconds(5);

  static final Duration NOTICED = ReadinessIsTrue.NOTICE_MAX.plusSeconds(4);

  private Schedule() {}

  /// Returns faults over a time, the next one while the one before may still last, and now and then
  /// a decider's kill that stands alone, and behind it an outage that everybody must notice.
  ///
  /// @param pauseMax the longest time from the beginning of one to the beginning of the next
  public static List<Fault> of(long seed, Duration time, Duration pauseMax) {
    var random = new Random(seed);
    var faults = new ArrayList<Fault>();
    Map<String, Duration> busyUntil = new TreeMap<>();
    Duration at = between(random, Duration.ofMillis(500), pauseMax);
    Duration nextAlone = Duration.ZERO;
    while (at.compareTo(time) < 0) {
      if (at.compareTo(nextAlone) >= 0) {
        at = afterAll(busyUntil, at);
        faults.add(new Fault(at, Kind.KILL, one(random, DECIDERS), Duration.ZERO));
        nextAlone = at.plus(ALONE_EVERY);
        at = at.plus(ALONE);
        Kind outage = OUTAGES.get(random.nextInt(OUTAGES.size()));
        String server = victim(random, outage);
        faults.add(new Fault(at, outage, server, NOTICED));
        busyUntil.put(server, at.plus(NOTICED));
      }
      Kinds kinds = pick(random);
      String victim = victim(random, kinds.kind());
      if (busyUntil.getOrDefault(victim, Duration.ZERO).compareTo(at) <= 0) {
        Duration lasts =
            kinds.longest().isZero()
                ? Duration.ZERO
                : between(random, Duration.ofMillis(500), kinds.longest());
        faults.add(new Fault(at, kinds.kind(), victim, lasts));
        busyUntil.put(victim, at.plus(lasts));
      }
      at = at.plus(between(random, pauseMax.dividedBy(4), pauseMax));
    }
    faults.addAll(poison(random, time));
    return faults.stream().sorted(Comparator.comparing(Fault::at)).toList();
  }

  /// Every kind of poison, again and again: it disturbs nobody, and so it is no fault that others
  /// would have to keep away from.
  private static List<Fault> poison(Random random, Duration time) {
    var poison = new ArrayList<Fault>();
    List<Poison> kinds = new ArrayList<>(List.of(Poison.values()));
    for (Duration at = POISON_EVERY; at.compareTo(time) < 0; at = at.plus(POISON_EVERY)) {
      int kind = poison.size() % kinds.size();
      if (kind == 0) {
        Collections.shuffle(kinds, random);
      }
      poison.add(new Fault(at, Kind.POISON, kinds.get(kind).name(), Duration.ZERO));
    }
    return poison;
  }

  private static Duration afterAll(Map<String, Duration> busyUntil, Duration at) {
    return busyUntil.values().stream()
        .map(until -> until.plus(ALONE))
        .reduce(at, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private static Kinds pick(Random random) {
    int ticket = random.nextInt(KINDS.stream().mapToInt(Kinds::weight).sum());
    for (Kinds kinds : KINDS) {
      ticket -= kinds.weight();
      if (ticket < 0) {
        return kinds;
      }
    }
    throw new IllegalStateException("A ticket beyond all weights");
  }

  private static String victim(Random random, Kind kind) {
    return switch (kind) {
      case KAFKA_KILL, KAFKA_STOP, KAFKA_FREEZE -> Fault.KAFKA;
      case POSTGRES_STOP, POSTGRES_FREEZE -> Fault.POSTGRES;
      case KILL, FREEZE, KAFKA_CUT_TO, KAFKA_CUT_FROM, DELAY, SLICE -> one(random, PROCESSES);
      case SESSIONS_END, POSTGRES_CUT_TO, POSTGRES_CUT_FROM ->
          one(random, PROCESSES.stream().filter(it -> !it.startsWith(INGRESS)).toList());
      case CLIENTS_CUT_TO, CLIENTS_CUT_FROM ->
          one(random, PROCESSES.stream().filter(it -> it.startsWith(INGRESS)).toList());
      case POISON -> one(random, Arrays.stream(Poison.values()).map(Poison::name).toList());
    };
  }

  private static String one(Random random, List<String> among) {
    return among.get(random.nextInt(among.size()));
  }

  private static Duration between(Random random, Duration least, Duration most) {
    return least.plusMillis(
        (long) (random.nextDouble() * Math.max(0, most.minus(least).toMillis())));
  }
}
