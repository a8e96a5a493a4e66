package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.ScimError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a request that was answered with 202 ended, as the claims of a security event token (RFC
/// 8417) with the event of RFC 9967 section 2.5.1.
///
/// @param transaction the `Set-Txn` that the client was given; with a colon and the operation's
///   index, counted from 0, behind it where the request was a bulk request
/// @param decidedAt when the request was recorded in its order
/// @param subject what it was about
/// @param method the HTTP method
/// @param bulkId of the operation, or null
/// @param outcome how it ended
public record AsyncResponse(
    String transaction,
    Instant decidedAt,
    Subject subject,
    String method,
    @Nullable String bulkId,
    Ending outcome) {
  /// The event's URI.
  public static final String EVENT = "urn:ietf:params:scim:event:misc:asyncresp";

  /// A resource, or the address that was asked where there is none.
  ///
  /// @param uri relative to the base URL
  public record Subject(String uri, @Nullable String id) {}

  /// How the request ended.
  ///
  /// @param version the entity tag afterwards, or null
  /// @param location the URL of the resource, or null
  /// @param error why it was refused, or null
  public record Ending(
      int status, @Nullable String version, @Nullable String location, @Nullable ScimError error) {}

  /// The claims.
  ///
  /// @param issuer the SCIM base URL
  /// @param audience who may read it
  public JsonObject claims(String issuer, String audience) {
    var event =
        JsonObject.builder()
            .put("method", method)
            .putIfPresent("bulkId", bulkId)
            .putIfPresent("version", outcome.version())
            .putIfPresent("location", outcome.location())
            .put("status", Integer.toString(outcome.status()));
    ScimError error = outcome.error();
    if (error != null) {
      event.put("response", Messages.error(error));
    }
    return JsonObject.builder()
        .put("iss", issuer)
        .put("iat", decidedAt.getEpochSecond())
        .put("jti", transaction)
        .put("aud", audience)
        .put("txn", transaction)
        .put(
            "sub_id",
            JsonObject.builder()
                .put("format", "scim")
                .put("uri", subject.uri())
                .putIfPresent("id", subject.id())
                .build())
        .put("events", JsonObject.of(EVENT, event.build()))
        .build();
  }
}
