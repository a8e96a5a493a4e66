package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.scim.path.PatchPath;

/// One operation of a PATCH request (RFC 7644 section 3.5.2), in standard form: the path is
/// resolved and always there, because an operation without a path is one operation for each member
/// of its value; the value is of the attribute's type, and null where it unassigns.
public sealed interface PatchOperation {

  PatchPath path();

  /// What the target becomes or gets; null where it is unassigned.
  Json value();

  /// Adds a value, or elements to a list.
  record Add(PatchPath path, Json value) implements PatchOperation {}

  /// Sets a value, or replaces a list or elements of it.
  record Replace(PatchPath path, Json value) implements PatchOperation {}

  /// Unassigns a value, or removes elements of a list.
  record Remove(PatchPath path) implements PatchOperation {
    @Override
    public Json value() {
      return JsonNull.NULL;
    }
  }
}
