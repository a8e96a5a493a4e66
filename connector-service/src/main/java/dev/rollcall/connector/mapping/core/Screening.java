package dev.rollcall.connector.mapping.core;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks through a mapping's text for what would not replay the same or has no bound, before
/// anything is made of it. It reads texts, comments and quoted names as what they are, and nothing
/// more of the grammar.
public final class Screening {
  private static final String CHANCE = "gives something else each time";
  private static final String PLACE = "depends on the machine's time zone";
  private static final String UNBOUND = "can take any time and memory";

  /// Functions of the language that no mapping may name.
  public static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("now", CHANCE),
          Map.entry("millis", CHANCE),
          Map.entry("random", CHANCE),
          Map.entry("shuffle", CHANCE),
          Map.entry("eval", "runs a text that nobody has checked"),
          Map.entry("toMillis", PLACE),
          Map.entry("fromMillis", PLACE),
          Map.entry("match", UNBOUND),
          Map.entry("formatInteger", UNBOUND),
          Map.entry("parseInteger", UNBOUND),
          Map.entry("formatBase", UNBOUND),
          Map.entry("formatNumber", UNBOUND));

  /// A name ends at white space and at every operator of the language.
  private static final Pattern NAME =
      Pattern.compile("[^\\s.\\[\\]{}(),@#;:?+\\-*/%|=<>^&!~\"'`]+");

  private final String text;
  private final int nestingMax;
  private int at;
  private int nesting;
  private boolean afterValue;

  private Screening(String text, int nestingMax) {
    this.text = text;
    this.nestingMax = nestingMax;
  }

  /// Returns the first fault, or empty where there is none that can be seen here.
  public static Optional<Fault> of(String text, MappingLimits limits) {
    if (text.length() > limits.textCharsMax()) {
      return Optional.of(
          new Fault(
              limits.textCharsMax(),
              "a mapping has at most " + limits.textCharsMax() + " characters"));
    }
    return new Screening(text, limits.nestingMax()).first();
  }

  private Optional<Fault> first() {
    Optional<Fault> fault = Optional.empty();
    while (at < text.length() && fault.isEmpty()) {
      char c = text.charAt(at);
      switch (c) {
        case '"', '\'', '`' -> fault = quoted(c);
        case '/' -> fault = slash();
        case '$' -> fault = variable();
        case '(', '[', '{' -> fault = opened();
        case ')', ']', '}' -> {
          nesting--;
          passed(true);
        }
        case ' ', '\t', '\r', '\n' -> at++;
        default -> nameOrOperator();
      }
    }
    return fault;
  }

  private void passed(boolean value) {
    at++;
    afterValue = value;
  }

  private Optional<Fault> quoted(char quote) {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    if (at >= text.length()) {
      return Optional.of(new Fault(start, "the quote is never closed"));
    }
    passed(true);
    return Optional.empty();
  }

  /// A division behind a value, else a comment or a regular expression.
  private Optional<Fault> slash() {
    int start = at;
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length() : end + 2;
      return end < 0
          ? Optional.of(new Fault(start, "the comment is never closed"))
          : Optional.empty();
    }
    if (!afterValue) {
      return Optional.of(
          new Fault(start, "a regular expression is not allowed, because it " + UNBOUND));
    }
    passed(false);
    return Optional.empty();
  }

  private Optional<Fault> variable() {
    int start = at++;
    String name = name();
    afterValue = true;
    if (name.startsWith("__")) {
      return Optional.of(new Fault(start, "names that begin with '$__' are the evaluator's own"));
    }
    return Optional.ofNullable(REFUSED.get(name))
        .map(why -> new Fault(start, "'$" + name + "' is not allowed, because it " + why));
  }

  private Optional<Fault> opened() {
    nesting++;
    if (nesting > nestingMax) {
      return Optional.of(new Fault(at, "more than " + nestingMax + " brackets inside each other"));
    }
    passed(false);
    return Optional.empty();
  }

  private void nameOrOperator() {
    String name = name();
    if (name.isEmpty()) {
      // `*` and `%` may be a wildcard and a parent, which are values; then `/` behind them would be
      // read as a regular expression here and is refused, which is the safe side.
      passed(false);
    } else {
      afterValue = !name.equals("and") && !name.equals("or") && !name.equals("in");
    }
  }

  private String name() {
    Matcher matcher = NAME.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    at = matcher.end();
    return matcher.group();
  }
}
