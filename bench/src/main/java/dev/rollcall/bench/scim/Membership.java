package dev.rollcall.bench.scim;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is in a group, compared with what was answered.
final class Membership {
  /// Who was added, by an answer that said so, and is not in the group.
  static final String LOST = "member lost";

  /// Who was removed, by an answer that said so, and is in the group.
  static final String KEPT = "member not removed";

  private static final String UNREADABLE = "members cannot be read";

  private Membership() {}

  /// Looks a group up.
  ///
  /// @param expected for ids of users whether they are in the group
  /// @return how often which failure was found
  static Map<String, Long> differences(
      ScimClient client, String group, Map<String, Boolean> expected) {
    // A server may leave members out where they are not asked for.
    var found = read(client.get("/Groups/" + group + "?attributes=members"));
    if (found.isEmpty()) {
      return Map.of(UNREADABLE, 1L);
    }
    var differences = new HashMap<String, Long>();
    expected.forEach((user, in) -> {
      if (found.get().contains(user) != in) {
        differences.merge(in ? LOST : KEPT, 1L, Long::sum);
      }
    });
    return differences;
  }

  private static Optional<Set<String>> read(Answer answer) {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      var ids = new HashSet<String>();
      if (ScimClient.json(answer).get("members") instanceof JsonArray(List<Json> members)) {
        for (Json member : members) {
          if (member instanceof JsonObject it) {
            it.text("value").ifPresent(ids::add);
          }
        }
      }
      return Optional.of(ids);
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }
}
