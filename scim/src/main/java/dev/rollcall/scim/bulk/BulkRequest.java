package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bulk request (RFC 7644 section 3.7).
///
/// @param failOnErrors after how many refused operations the rest is left undone; 0 for never
public record BulkRequest(int failOnErrors, List<Operation> operations) {
  public BulkRequest {
    operations = List.copyOf(operations);
  }

  /// One operation as sent. Whether it makes sense is its own answer.
  ///
  /// @param method in upper case; empty where none was sent
  /// @param path relative to the base URL; empty where none was sent
  /// @param bulkId the client's name of the operation, or null
  /// @param version the entity tag that the resource must have, or null
  /// @param data the body; null where none was sent
  public record Operation(
      String method,
      String path,
      @Nullable String bulkId,
      @Nullable String version,
      @Nullable JsonObject data) {}

  /// Reads the message. What makes it unreadable as a whole is refused: 400 `invalidSyntax`, 400
  /// `invalidValue` for a `bulkId` that names two operations, 413 for too many operations.
  public static Result<BulkRequest> parse(JsonObject body) {
    return new BulkRequestReader(body).read();
  }
}
