package dev.rollcall.e2e.crash.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 8: the directory is what a fold of the decisions gives, resource by resource.
final class DirectoryIsTheFold implements Invariant {
  private static final int NUMBER = 8;

  @Override
  public List<Violation> check(Evidence evidence) {
    var state = new Folded();
    Timeline.of(evidence.logs()).decisions().forEach(state::apply);
    Map<String, Held> wanted = new HashMap<>();
    state.all().forEach(it -> wanted.put(it.id(), it));
    var found = new ArrayList<String>();
    for (Held held : evidence.directory()) {
      Held expected = wanted.remove(held.id());
      if (expected == null) {
        found.add("The directory has " + held.type() + " " + held.id() + ", which nobody decided");
      } else if (!expected.equals(held)) {
        found.add(
            "%s %s is in the directory as version %d %s %s, and was decided as version %d %s %s"
                .formatted(
                    held.type(),
                    held.id(),
                    held.version(),
                    held.document(),
                    held.members(),
                    expected.version(),
                    expected.document(),
                    expected.members()));
      }
    }
    wanted.values().forEach(it -> found.add("The directory lacks " + it.type() + " " + it.id()));
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }
}
