package dev.rollcall.faults.weave;

import dev.rollcall.faults.CrashPoint;
import java.lang.classfile.CodeBuilder;
import java.util.function.Consumer;

/// How a method is changed.
public sealed interface Change {

  /// It passes a crash point.
  record Passing(CrashPoint point) implements Change {}

  /// A part of a text in it is another.
  record Text(String from, String to) implements Change {}

  /// Something is done first.
  record Prologue(Consumer<CodeBuilder> code) implements Change {}

  /// Something else is done, and nothing of what it did.
  record Body(Consumer<CodeBuilder> code) implements Change {}
}
