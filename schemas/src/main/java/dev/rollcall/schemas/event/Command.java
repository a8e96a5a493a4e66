package dev.rollcall.schemas.event;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// What a request wants done. Bodies are the client's own, less write-only attributes such as
/// `password`, which are removed before the append.
public sealed interface Command {

  /// The SCIM name of the resource type that the request is about.
  String resourceType();

  /// `POST /{R}` (RFC 7644 section 3.3).
  ///
  /// @param newId the id that the resource gets if it is created
  record CreateResource(String resourceType, ResourceId newId, JsonObject document)
      implements Command {}

  /// `PUT /{R}/{id}` (RFC 7644 section 3.5.1).
  ///
  /// @param ifMatch the entity tags of `If-Match` as sent (`*` alone means any); empty without
  ///   header
  record ReplaceResource(
      String resourceType, ResourceId id, List<String> ifMatch, JsonObject document)
      implements Command {
    public ReplaceResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }

  /// `PATCH /{R}/{id}` (RFC 7644 section 3.5.2).
  ///
  /// @param body the whole PatchOp message
  record PatchResource(String resourceType, ResourceId id, List<String> ifMatch, JsonObject body)
      implements Command {
    public PatchResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }

  /// `DELETE /{R}/{id}` (RFC 7644 section 3.6).
  record DeleteResource(String resourceType, ResourceId id, List<String> ifMatch)
      implements Command {
    public DeleteResource {
      ifMatch = List.copyOf(ifMatch);
    }
  }
}
