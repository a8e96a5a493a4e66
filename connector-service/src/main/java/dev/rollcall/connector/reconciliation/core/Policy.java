package dev.rollcall.connector.reconciliation.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is done about what a reconciliation finds, and how often a target is read.
///
/// @param every how often, or null for on demand alone
/// @param extra resources that we created and that must not be there
/// @param notOurs resources that we did not create
public record Policy(
    @Nullable Duration every,
    Response missing,
    Response drift,
    Response membership,
    Response extra,
    Response notOurs) {
  /// Everything is reported, and nothing changed, when somebody asks.
  public static final Policy STANDARD =
      new Policy(
          null,
          Response.REPORT,
          Response.REPORT,
          Response.REPORT,
          Response.REPORT,
          Response.REPORT);

  /// What is done about a finding.
  public enum Response {
    /// It is shown.
    REPORT,
    /// A person is asked, and it is repaired when they say so.
    ASK,
    /// It is repaired.
    REPAIR
  }

  /// Findings that a response concerns.
  ///
  /// @param kinds of what the target lacks, has otherwise, or has too much of what is ours
  /// @param notOurs whether resources that we did not create are meant as well
  public record Chosen(Set<Kind> kinds, boolean notOurs) {
    public Chosen {
      kinds = Set.copyOf(kinds);
    }

    /// Says whether there are none.
    public boolean isEmpty() {
      return kinds.isEmpty() && !notOurs;
    }
  }

  /// Returns the findings with this response.
  public Chosen with(Response response) {
    var kinds = new TreeSet<Kind>();
    for (Kind kind : Kind.values()) {
      if (of(kind) == response) {
        kinds.add(kind);
      }
    }
    return new Chosen(kinds, notOurs == response);
  }

  private Response of(Kind kind) {
    return switch (kind) {
      case MISSING -> missing;
      case EXTRA -> extra;
      case DRIFT -> drift;
      case MEMBER_MISSING, MEMBER_EXTRA -> membership;
    };
  }

  /// The same text for the same policy: it tells whether a target is configured as before.
  public String print() {
    return String.join(
        " ",
        "reconciliation",
        every == null ? "-" : every.toString(),
        print(missing),
        print(drift),
        print(membership),
        print(extra),
        print(notOurs));
  }

  private static String print(Response response) {
    return response.name().toLowerCase(Locale.ROOT);
  }
}
