package dev.rollcall.connector.targets;

import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.reconciliation.core.Policy.Response;
import dev.rollcall.connector.target.EntryReader;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what an entry says of reconciliation.
final class PolicyReader {
  static final String MEMBER = "reconciliation";

  private static final String EVERY = "every";
  private static final Duration EVERY_MIN = Duration.ofMinutes(1);
  private static final Duration EVERY_MAX = Duration.ofDays(366);

  private final EntryReader entry;

  PolicyReader(EntryReader entry) {
    this.entry = entry.within(MEMBER);
  }

  Policy read() {
    entry.onlyKnown(Set.of(EVERY, "missing", "drift", "membership", "extra", "notOurs"));
    Policy usual = Policy.STANDARD;
    return new Policy(
        every(),
        response("missing", usual.missing()),
        response("drift", usual.drift()),
        response("membership", usual.membership()),
        response("extra", usual.extra()),
        response("notOurs", usual.notOurs()));
  }

  private Response response(String name, Response usual) {
    return entry.word(name, Response.class, usual);
  }

  private @Nullable Duration every() {
    if (!entry.has(EVERY)) {
      return null;
    }
    String problem = entry.quoted(EVERY) + " must be a time such as 'PT24H', from PT1M to P366D";
    try {
      Duration every = Duration.parse(entry.text(EVERY));
      if (every.compareTo(EVERY_MIN) >= 0 && every.compareTo(EVERY_MAX) <= 0) {
        return every;
      }
    } catch (DateTimeParseException _) {
      // It is said below.
    }
    entry.problem(problem);
    return null;
  }
}
