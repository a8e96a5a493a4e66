package dev.rollcall.e2e.crash.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was planted to be found where it must not be: secrets and personal data, by what they are.
public record Planted(Map<String, String> byName) {
  public Planted {
    byName = Map.copyOf(byName);
  }

  /// Names what of it stands in a text; the text itself is never repeated.
  public List<String> in(String text) {
    var found = new ArrayList<String>();
    byName.forEach((name, value) -> {
      if (text.contains(value)) {
        found.add(name);
      }
    });
    return found;
  }

  @Override
  public String toString() {
    return "Planted" + byName.keySet();
  }
}
