package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.Urns;
import java.util.List;

/// The messages that we send (RFC 7644 sections 3.4.2 and 3.12).
public final class Messages {

  private Messages() {}

  /// The body of an error. `status` is text: the RFC wants it so.
  public static JsonObject error(ScimError error) {
    var body =
        JsonObject.builder()
            .put("schemas", schemas(Urns.ERROR))
            .put("status", Integer.toString(error.status()));
    if (error.scimType() != null) {
      body.put("scimType", error.scimType().keyword());
    }
    return body.put("detail", error.detail()).build();
  }

  /// One page of a list. `Resources` is always there: Entra fails on a null and some clients on a
  /// missing one.
  ///
  /// @param totalResults how many there are on all pages
  /// @param startIndex of the first one of this page, counted from 1, as it was asked for
  public static JsonObject listResponse(
      long totalResults, long startIndex, List<? extends Json> resources) {
    return JsonObject.builder()
        .put("schemas", schemas(Urns.LIST_RESPONSE))
        .put("totalResults", totalResults)
        .put("startIndex", startIndex)
        .put("itemsPerPage", resources.size())
        .put("Resources", new JsonArray(List.copyOf(resources)))
        .build();
  }

  static JsonArray schemas(String urn) {
    return JsonArray.ofStrings(List.of(urn));
  }
}
