package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// 1: a read that began after an acknowledgement sees what was acknowledged, or what came later.
final class ReadsSeeWrites implements Invariant {
  private static final int NUMBER = 1;
  private static final int NOT_FOUND = 404;

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, Long> lastVersion = new HashMap<>();
    Set<String> deleted = new HashSet<>();
    for (Decision decision : Timeline.of(evidence.logs()).decisions()) {
      for (Fact fact : decision.facts()) {
        String id = fact.resource().id().value();
        lastVersion.merge(id, fact.version(), Math::max);
        if (fact instanceof Fact.ResourceDeleted) {
          deleted.add(id);
        }
      }
    }
    Map<String, List<Call>> writes = acknowledgedWrites(evidence.history());
    var found = new ArrayList<Violation>();
    for (Call call : evidence.history()) {
      if (call.asked() instanceof Asked.Read(String id)) {
        check(call, id, writes.getOrDefault(id, List.of()), deleted.contains(id), found);
        if (call.told() instanceof Told.Ok ok && ok.version() > lastVersion.getOrDefault(id, 0L)) {
          found.add(new Violation(NUMBER, call.id() + " saw a version that was never decided"));
        }
      }
    }
    return found;
  }

  private static Map<String, List<Call>> acknowledgedWrites(List<Call> history) {
    var writes = new HashMap<String, List<Call>>();
    for (Call call : history) {
      if (call.asked().isWrite() && call.told() instanceof Told.Ok ok && ok.id() != null) {
        writes.computeIfAbsent(ok.id(), _ -> new ArrayList<>()).add(call);
      }
    }
    return writes;
  }

  private static void check(
      Call read, String id, List<Call> writes, boolean deleted, List<Violation> found) {
    for (Call write : writes) {
      if (write.told() instanceof Told.Ok ok && write.ended().isBefore(read.began())) {
        boolean missed =
            switch (read.told()) {
              case Told.Ok seen -> seen.version() < ok.version();
              case Told.Refused refused -> refused.status() == NOT_FOUND && !deleted;
              case Told.Unknown _ -> false;
            };
        if (missed) {
          found.add(
              new Violation(
                  NUMBER,
                  "%s read %s and was told %s, after %s was told %s"
                      .formatted(read.id(), id, read.told(), write.id(), ok)));
          return;
        }
      }
    }
  }
}
