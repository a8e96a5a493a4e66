package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import java.util.List;

/// One element of a multi-valued attribute without the list around it. RFC 7644 section 3.5.2.1 has
/// it so in PATCH; clients that serialise a list of one as its element send it in bodies too.
///
/// Wrong: `{"members": {"value": "f648"}}`
///
/// Right: `{"members": [{"value": "f648"}]}`
///
/// Always on: an element has no other meaning where a list is due.
public final class BareElement {

  private BareElement() {}

  /// Returns the elements that a value stands for.
  public static List<Json> toElements(Json value) {
    return switch (value) {
      case JsonArray(var elements) -> elements;
      case JsonNull _ -> List.of();
      case Json one -> List.of(one);
    };
  }
}
