package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Operation;
import dev.rollcall.connector.delivery.core.RateClass;
import dev.rollcall.connector.delivery.core.RateClass.Counted;
import dev.rollcall.connector.target.EntryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the rate classes of a profile.
final class RatesReader {
  private static final List<String> MEMBERS =
      List.of(
          "class",
          "operations",
          "resourceTypes",
          "bodyBytesOver",
          "counts",
          "permits",
          "perSeconds",
          "burst");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final int CLASSES_MAX = 16;
  private static final int PERMITS_MAX = 1_000_000;
  private static final int PERIOD_SECONDS_MAX = 86_400;
  private static final int BODY_BYTES_MAX = 1024 * 1024;

  private final Consumer<String> problem;

  RatesReader(Consumer<String> problem) {
    this.problem = problem;
  }

  List<RateClass> read(EntryReader profile) {
    var classes = new ArrayList<RateClass>();
    var names = new HashSet<String>();
    for (EntryReader entry : profile.objects("rates", CLASSES_MAX)) {
      RateClass read = rate(entry);
      if (!names.add(read.name())) {
        problem.accept("'profile.rates' has two classes '" + read.name() + "'");
      }
      classes.add(read);
    }
    return classes;
  }

  private RateClass rate(EntryReader entry) {
    entry.onlyKnown(MEMBERS);
    String name = entry.text("class");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      problem.accept("'profile.rates.class' may have small letters, digits and '-'");
    }
    if (!entry.has("permits")) {
      problem.accept("'profile.rates.permits' is missing");
    }
    return new RateClass(
        name,
        operations(entry),
        Set.copyOf(entry.texts("resourceTypes", List.of("User", "Group"))),
        entry.number("bodyBytesOver", 0, 0, BODY_BYTES_MAX),
        entry.number("permits", 1, 1, PERMITS_MAX),
        Duration.ofSeconds(entry.number("perSeconds", 1, 1, PERIOD_SECONDS_MAX)),
        entry.number("burst", 0, 0, PERMITS_MAX),
        entry.word("counts", Counted.class, Counted.CALLS));
  }

  private Set<Operation> operations(EntryReader entry) {
    List<String> known = Arrays.stream(Operation.values()).map(Operation::logicalName).toList();
    List<String> names = entry.texts("operations", known);
    if (!known.containsAll(names)) {
      problem.accept("'profile.rates.operations' must be of " + EntryReader.oneOf(known));
    }
    return Arrays.stream(Operation.values())
        .filter(it -> names.contains(it.logicalName()))
        .collect(Collectors.toSet());
  }
}
