package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/// A resource as the directory holds it.
///
/// @param members the ids of a group's members
public record Held(
    String tenant, String id, String type, long version, JsonObject document, Set<String> members) {
  public Held {
    members = new TreeSet<>(members);
  }

  String title() {
    return document.text("title").orElse("");
  }

  /// `userName` or `displayName`.
  String name() {
    return document.text(type.equals("User") ? "userName" : "displayName").orElse("");
  }

  boolean isActive() {
    return !JsonBoolean.FALSE.equals(document.get("active"));
  }

  Held with(long nowVersion, JsonObject nowDocument) {
    return new Held(tenant, id, type, nowVersion, nowDocument, members);
  }

  Held withMembers(long nowVersion, Set<String> now) {
    return new Held(tenant, id, type, nowVersion, document, now);
  }
}
