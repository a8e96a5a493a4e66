package dev.rollcall.connector.targets;

import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the targets file (docs/contracts.md section 2). A fault in one target leaves the others as
/// they are read.
final class TargetsFile {
  private static final int TARGETS_MAX = 1000;

  private final JsonCodec json = new JsonCodec(JsonLimits.CLIENT);
  private final Defaults defaults;
  private final Kinds kinds;
  private final MappingLanguage language;

  /// What holds where an entry says nothing.
  record Defaults(int timeoutMillis, int inFlightMax) {}

  /// Something wrong with one target.
  ///
  /// @param targetId its name, or null where not even that can be read
  record Flaw(@Nullable String targetId, String problem) {}

  /// What a file says.
  sealed interface Reading {
    /// These targets, and what is wrong with others.
    record Targets(List<Target> targets, List<Flaw> flaws) implements Reading {
      public Targets {
        targets = List.copyOf(targets);
        flaws = List.copyOf(flaws);
      }
    }

    /// Nothing that can be used, for these reasons.
    record Unusable(List<String> problems) implements Reading {
      public Unusable {
        problems = List.copyOf(problems);
      }
    }
  }

  TargetsFile(Defaults defaults, Kinds kinds, MappingLanguage language) {
    this.defaults = defaults;
    this.kinds = kinds;
    this.language = language;
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
    var targets = new LinkedHashMap<String, Target>();
    var flaws = new ArrayList<Flaw>();
    var ids = new HashSet<String>();
    for (int index = 0; index < entries.size(); index++) {
      if (!(entries.get(index) instanceof JsonObject entry)) {
        flaws.add(new Flaw(null, "Target number " + (index + 1) + ": not an object"));
        continue;
      }
      String id = entry.text("id").orElse(null);
      if (id != null && !ids.add(id)) {
        targets.remove(id);
        flaws.add(new Flaw(id, "Target '" + id + "': the id is there twice"));
        continue;
      }
      var reader = new TargetReader(entry, index, kinds);
      Target target = reader.read(defaults, language);
      reader.problems().forEach(problem -> flaws.add(new Flaw(id, problem)));
      Optional<String> vain = target == null ? Optional.empty() : target.askedInVain();
      vain.ifPresent(why -> flaws.add(new Flaw(id, "Target '" + id + "': " + why)));
      if (target != null && vain.isEmpty() && !reader.isOff()) {
        targets.put(target.id(), target);
      }
    }
    return new Reading.Targets(List.copyOf(targets.values()), flaws);
  }

  private static Reading unusable(String problem) {
    return new Reading.Unusable(List.of(problem));
  }
}
