package dev.rollcall.connector.targets;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads the targets file (docs/contracts.md section 2), all of it or nothing.
final class TargetsFile {
  private static final int TARGETS_MAX = 1000;

  private final JsonCodec json = new JsonCodec(JsonLimits.CLIENT);
  private final Defaults defaults;

  /// What holds where an entry says nothing.
  record Defaults(int timeoutMillis, int inFlightMax) {}

  /// What a file says.
  sealed interface Reading {
    /// These targets.
    record Targets(List<Target> targets) implements Reading {
      public Targets {
        targets = List.copyOf(targets);
      }
    }

    /// Nothing that can be used, for these reasons.
    record Unusable(List<String> problems) implements Reading {
      public Unusable {
        problems = List.copyOf(problems);
      }
    }
  }

  TargetsFile(Defaults defaults) {
    this.defaults = defaults;
  }

  Reading read(byte[] content) {
    JsonObject file;
    try {
      file = json.readObject(content);
    } catch (MalformedJsonException e) {
      return unusable("The targets file is not JSON: " + e.getMessage());
    }
    if (!(file.get("targets") instanceof JsonArray(var entries))) {
      return unusable("The targets file has no array 'targets'");
    }
    if (entries.size() > TARGETS_MAX) {
      return unusable("The targets file has more than " + TARGETS_MAX + " targets");
    }
    return read(entries);
  }

  private Reading read(List<Json> entries) {
    var targets = new ArrayList<Target>();
    var problems = new ArrayList<String>();
    var ids = new HashSet<String>();
    for (int index = 0; index < entries.size(); index++) {
      if (!(entries.get(index) instanceof JsonObject entry)) {
        problems.add("Target number " + (index + 1) + ": not an object");
        continue;
      }
      var reader = new TargetReader(entry, index, defaults);
      Target target = reader.read();
      problems.addAll(reader.problems());
      if (target == null) {
        continue;
      }
      if (!ids.add(target.id())) {
        problems.add("Target '" + target.id() + "': the id is there twice");
      }
      targets.add(target);
    }
    return problems.isEmpty() ? new Reading.Targets(targets) : new Reading.Unusable(problems);
  }

  private static Reading unusable(String problem) {
    return new Reading.Unusable(List.of(problem));
  }
}
