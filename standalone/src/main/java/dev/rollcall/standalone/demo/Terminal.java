package dev.rollcall.standalone.demo;

import java.io.PrintStream;
import java.util.Locale;

/// What the demonstration prints.
final class Terminal {
  private final PrintStream out;

  Terminal(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
  }

  /// A line made of a format and its values.
  void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  void heading(String text) {
    out.println();
    out.println("== " + text + " " + "=".repeat(Math.max(0, 76 - text.length())));
  }
}
