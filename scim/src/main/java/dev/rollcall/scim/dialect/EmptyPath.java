package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonString;
import org.jspecify.annotations.Nullable;

/// A path that is there and says nothing, from clients that serialise every member of an operation.
///
/// Wrong: `{"op": "replace", "path": "", "value": {"active": false}}`
///
/// Right: `{"op": "replace", "value": {"active": false}}`
///
/// Always on: an empty text is no path in the grammar.
public final class EmptyPath {

  private EmptyPath() {}

  /// Returns nothing for a null or an empty path; every other one as it is.
  public static @Nullable Json toNone(@Nullable Json path) {
    boolean empty =
        path instanceof JsonNull || (path instanceof JsonString(var text) && text.isBlank());
    return empty ? null : path;
  }
}
