package dev.rollcall.standalone.targets.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is printed: a line for each target, and the sum of them. No secret comes here.
public final class Report {
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final boolean dryRun;

  /// @param dryRun whether nothing is done, and only said
  public Report(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /// Counts an outcome and returns its line.
  public String line(String who, Outcome outcome) {
    String verb = verb(outcome);
    counts.merge(verb, 1, Integer::sum);
    String more = more(outcome);
    return printable(
        String.format(Locale.ROOT, "%-12s  %s", verb, more.isEmpty() ? who : who + ": " + more));
  }

  private String verb(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Created _ -> dryRun ? "would create" : "created";
      case Outcome.Changed _ -> dryRun ? "would change" : "changed";
      case Outcome.Removed _ -> dryRun ? "would remove" : "removed";
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome.Left _ -> "left";
      case Outcome.Refused _ -> "refused";
    };
  }

  private static String more(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Changed(List<String> members) -> String.join(", ", members);
      case Outcome.Left(String why) -> why;
      case Outcome.Refused(String why) -> why;
      case Outcome.Created _, Outcome.Removed _, Outcome.Unchanged _ -> "";
    };
  }

  /// What an app answered is part of a refusal, and may hold anything.
  private static String printable(String text) {
    return text.codePoints()
        .map(it -> Character.isISOControl(it) ? ' ' : it)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// The last line.
  public String sum() {
    var parts = new ArrayList<String>();
    counts.forEach((verb, count) -> parts.add(count + " " + verb));
    return parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
  }

  /// Says whether a target was refused.
  public boolean hasRefused() {
    return counts.containsKey("refused");
  }
}
