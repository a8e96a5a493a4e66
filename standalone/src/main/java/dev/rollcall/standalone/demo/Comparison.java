package dev.rollcall.standalone.demo;

import dev.rollcall.standalone.demoapp.AppState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// What differs between the directory and an app.
public final class Comparison {
  private Comparison() {}

  /// Returns one line for each difference.
  public static List<String> differences(AppState directory, AppState app) {
    var differences = new ArrayList<String>();
    compare("user", directory.users(), app.users(), differences);
    compare("group", directory.groups(), app.groups(), differences);
    return differences;
  }

  private static void compare(
      String what, Map<String, ?> wanted, Map<String, ?> actual, List<String> differences) {
    var names = new TreeSet<>(wanted.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      Object here = wanted.get(name);
      Object there = actual.get(name);
      if (there == null) {
        differences.add(what + " " + name + " is missing");
      } else if (here == null) {
        differences.add(what + " " + name + " should not be there");
      } else if (!Objects.equals(here, there)) {
        differences.add(what + " " + name + " is " + there + " instead of " + here);
      }
    }
  }
}
