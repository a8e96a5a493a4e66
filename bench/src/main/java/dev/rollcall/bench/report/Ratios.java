package dev.rollcall.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How much longer the same takes where there is more: the medians of pairs of workloads, divided.
public final class Ratios {
  private static final Pattern SIZED = Pattern.compile("(.+) of (\\d+)");

  private Ratios() {}

  /// Returns what can be compared among some runs: groups of several sizes, the last page and the
  /// first.
  public static List<Figure> of(List<Row> rows) {
    var figures = new ArrayList<Figure>();
    List<Rounds> all = Rounds.of(rows);
    for (Rounds each : all) {
      less(each, all)
          .ifPresent(other -> {
            if (other.millisAt(50) > 0) {
              String what = "p50 against " + other.name() + ", " + each.load();
              figures.add(
                  Figure.of(each.name(), what, each.millisAt(50) / other.millisAt(50), "x"));
            }
          });
    }
    return figures;
  }

  private static Optional<Rounds> less(Rounds each, List<Rounds> all) {
    if (each.name().equals("list-last")) {
      return all.stream().filter(it -> isLike(it, each, "list-first")).findFirst();
    }
    var sized = SIZED.matcher(each.name());
    return sized.matches()
        ? all.stream()
            .filter(it -> it.load().equals(each.load()))
            .filter(it -> {
              var other = SIZED.matcher(it.name());
              return other.matches()
                  && other.group(1).equals(sized.group(1))
                  && Integer.parseInt(other.group(2)) < Integer.parseInt(sized.group(2));
            })
            .findFirst()
        : Optional.empty();
  }

  private static boolean isLike(Rounds it, Rounds each, String name) {
    return it.name().equals(name) && it.load().equals(each.load());
  }
}
