package dev.rollcall.faults;

import dev.rollcall.faults.weave.Change;
import dev.rollcall.faults.weave.Weaving;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a process is to do wrong, as the agent is told: `crash=<point>[@n]` halts it the n-th time
/// that it passes the point (the first time without a number), `bug=<name>` gives it a bug. Several
/// stand behind commas.
public record Orders(List<Halt> halts, List<SeededBug> bugs) {
  private static final Pattern ORDER =
      Pattern.compile("(crash|bug)=([a-z.-]+)(?:@([1-9][0-9]{0,5}))?");

  /// A point where the process halts.
  ///
  /// @param passage the number of the passage that halts
  public record Halt(CrashPoint point, int passage) {}

  /// Reads an argument.
  ///
  /// @throws IllegalArgumentException with one sentence on what is wrong with it
  public static Orders parse(String argument) {
    var halts = new ArrayList<Halt>();
    var bugs = new ArrayList<SeededBug>();
    for (String order : argument.split(",", -1)) {
      var matcher = ORDER.matcher(order);
      if (!matcher.matches()) {
        throw unknown("'" + order + "' is no order");
      }
      String name = matcher.group(2);
      String passage = matcher.group(3);
      if (matcher.group(1).equals("crash")) {
        CrashPoint point =
            CrashPoints.named(name).orElseThrow(() -> unknown("There is no crash point " + name));
        halts.add(new Halt(point, passage == null ? 1 : Integer.parseInt(passage)));
      } else if (passage == null) {
        bugs.add(SeededBugs.named(name).orElseThrow(() -> unknown("There is no bug " + name)));
      } else {
        throw unknown("A bug has no passage: " + order);
      }
    }
    return new Orders(List.copyOf(halts), List.copyOf(bugs));
  }

  /// Everything that is to be woven.
  public List<Weaving> weavings() {
    var all = new ArrayList<Weaving>();
    for (Halt halt : halts) {
      CrashPoint point = halt.point();
      all.add(new Weaving(point.name(), point.place(), new Change.Passing(point)));
    }
    bugs.forEach(bug -> all.add(bug.weaving()));
    return all;
  }

  private static IllegalArgumentException unknown(String sentence) {
    return new IllegalArgumentException("faults: " + sentence);
  }
}
