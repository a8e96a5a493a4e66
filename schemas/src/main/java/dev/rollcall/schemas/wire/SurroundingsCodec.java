package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Surroundings as JSON: `{"created": "2026-03-03T09:00:00Z", "groups": [["id", "name", true],
/// ...]}`, where `true` says that somebody is in the group directly. PostgreSQL writes it
/// (`RecallBranches`).
public final class SurroundingsCodec {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  /// Reads surroundings.
  ///
  /// @throws UnreadableRecordException where it is something else
  public Surroundings decode(byte[] bytes) {
    try {
      JsonObject read = json.readObject(bytes);
      if (read.get("created") instanceof JsonString(var created)
          && read.get("groups") instanceof JsonArray(var groups)) {
        return new Surroundings(Instant.parse(created), groups(groups));
      }
    } catch (MalformedJsonException | DateTimeException e) {
      throw new UnreadableRecordException("Surroundings cannot be read", e);
    }
    throw new UnreadableRecordException("Surroundings have a time and an array of groups");
  }

  /// Reads groups alone.
  ///
  /// @throws UnreadableRecordException where it is something else
  public static List<InGroup> groups(List<Json> elements) {
    var groups = new ArrayList<InGroup>(elements.size());
    for (Json element : elements) {
      if (!(element instanceof JsonArray(var fields))
          || fields.size() != 3
          || !(fields.get(0) instanceof JsonString(var id))
          || !(fields.get(1) instanceof JsonString(var display))
          || !(fields.get(2) instanceof JsonBoolean(var direct))) {
        throw new UnreadableRecordException("A group has an id, a name and whether it is direct");
      }
      groups.add(new InGroup(new ResourceId(id), display, direct));
    }
    return groups;
  }
}
