package dev.rollcall.faults;

import dev.rollcall.faults.weave.Change;
import dev.rollcall.faults.weave.Weaving;

/// A bug that a checker must find.
///
/// @param meaning what goes wrong
public record SeededBug(String name, Place place, Change change, String meaning) {

  /// The bug as it is woven.
  public Weaving weaving() {
    return new Weaving(name, place, change);
  }

  @Override
  public String toString() {
    return name;
  }
}
