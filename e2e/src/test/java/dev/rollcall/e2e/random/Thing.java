package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A user or a group: its texts by the path that PATCH would name them by, and the few things that
/// are no texts.
final class Thing {
  final boolean group;
  final Map<String, String> texts = new TreeMap<>();
  final List<Email> emails = new ArrayList<>();
  final Set<String> members = new TreeSet<>();
  @Nullable Boolean active;

  Thing(boolean group) {
    this.group = group;
  }

  Thing copy() {
    var copy = new Thing(group);
    copy.texts.putAll(texts);
    copy.emails.addAll(emails);
    copy.members.addAll(members);
    copy.active = active;
    return copy;
  }

  /// The order of elements does not count.
  boolean says(Thing other) {
    Boolean mine = active;
    Boolean others = other.active;
    return texts.equals(other.texts)
        && new HashSet<>(emails).equals(new HashSet<>(other.emails))
        && members.equals(other.members)
        && (mine == null ? others == null : mine.equals(others));
  }

  /// The text of which no two resources of a kind have the same.
  String keyName() {
    return group ? "displayName" : "userName";
  }

  String text(String path) {
    return texts.getOrDefault(path, "");
  }

  /// Later twins add to the first.
  void addEmail(Email email) {
    for (int i = 0; i < emails.size(); i++) {
      Email present = emails.get(i);
      if (present.isTwinOf(email)) {
        Boolean primary = email.primary() == null ? present.primary() : email.primary();
        emails.set(i, new Email(email.type(), email.value(), primary));
        return;
      }
    }
    emails.add(email);
  }

  /// The attributes that a client writes, as a body.
  JsonObject body() {
    var body = JsonObject.builder();
    body.put("schemas", JsonArray.ofStrings(schemas()));
    var name = JsonObject.builder();
    var enterprise = JsonObject.builder();
    texts.forEach((path, text) -> {
      if (path.startsWith("name.")) {
        name.put(path.substring("name.".length()), text);
      } else if (path.equals(Names.MANAGER)) {
        enterprise.put("manager", JsonObject.builder().put("value", text).build());
      } else if (path.startsWith(Names.ENTERPRISE)) {
        enterprise.put(path.substring(Names.ENTERPRISE.length() + 1), text);
      } else {
        body.put(path, text);
      }
    });
    putUnlessEmpty(body, "name", name.build());
    putUnlessEmpty(body, Names.ENTERPRISE, enterprise.build());
    Boolean isActive = active;
    if (isActive != null) {
      body.put("active", isActive ? JsonBoolean.TRUE : JsonBoolean.FALSE);
    }
    if (!emails.isEmpty()) {
      body.put("emails", new JsonArray(emails.stream().<Json>map(Email::toJson).toList()));
    }
    if (!members.isEmpty()) {
      body.put("members", references(members));
    }
    return body.build();
  }

  List<String> schemas() {
    boolean extended = texts.keySet().stream().anyMatch(it -> it.startsWith(Names.ENTERPRISE));
    return group
        ? List.of(Names.GROUP)
        : extended ? List.of(Names.USER, Names.ENTERPRISE) : List.of(Names.USER);
  }

  static JsonArray references(Iterable<String> ids) {
    var references = new ArrayList<Json>();
    ids.forEach(id -> references.add(JsonObject.builder().put("value", id).build()));
    return new JsonArray(references);
  }

  private static void putUnlessEmpty(JsonObject.Builder body, String name, JsonObject value) {
    if (!value.members().isEmpty()) {
      body.put(name, value);
    }
  }
}
