package dev.rollcall.schemas.event;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request wants done. Bodies are the client's own, less write-only attributes such as
/// `password`, which are removed before the append.
public sealed interface Command {

  /// A command about one resource.
  sealed interface OnResource extends Command {
    /// The SCIM name of the resource type that the request is about.
    String resourceType();
  }

  /// `POST /{R}` (RFC 7644 section 3.3).
  ///
  /// @param newId the id that the resource gets if it is created
  record CreateResource(String resourceType, ResourceId newId, JsonObject document)
      implements OnResource {}

  /// `PUT /{R}/{id}` (RFC 7644 section 3.5.1).
  ///
  /// @param ifMatch the entity tags of `If-Match` as sent (`*` alone means any); empty without
  ///   header
  record ReplaceResource(
      String resourceType, ResourceId id, List<String> ifMatch, JsonObject document)
      implements OnResource {
    public ReplaceResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }

  /// `PATCH /{R}/{id}` (RFC 7644 section 3.5.2).
  ///
  /// @param body the whole PatchOp message
  record PatchResource(String resourceType, ResourceId id, List<String> ifMatch, JsonObject body)
      implements OnResource {
    public PatchResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }

  /// `DELETE /{R}/{id}` (RFC 7644 section 3.6).
  record DeleteResource(String resourceType, ResourceId id, List<String> ifMatch)
      implements OnResource {
    public DeleteResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }

  /// `POST /Bulk` (RFC 7644 section 3.7), or a part of one: one record and one decision for its
  /// operations.
  ///
  /// @param failOnErrors after how many refused operations of the whole request the rest is left
  ///   undone; 0 for never
  /// @param part which part it is; null where it is the whole request
  record Bulk(int failOnErrors, List<BulkOperation> operations, @Nullable BulkPart part)
      implements Command {
    public Bulk {
      operations = List.copyOf(operations);
    }

    /// A whole request.
    public Bulk(int failOnErrors, List<BulkOperation> operations) {
      this(failOnErrors, operations, null);
    }
  }

  /// One operation of a bulk request, as sent: what is wrong with it is its own answer.
  ///
  /// @param method the HTTP method in upper case
  /// @param path relative to the base URL, such as `/Users/2819c223`; may name a `bulkId`
  /// @param bulkId the client's name of the operation, or null
  /// @param version the entity tag that the resource must have, or null
  /// @param data the body; empty for a DELETE
  /// @param newId the id that the resource of a POST gets if it is created; null for the others
  record BulkOperation(
      String method,
      String path,
      @Nullable String bulkId,
      @Nullable String version,
      JsonObject data,
      @Nullable ResourceId newId) {}
}
