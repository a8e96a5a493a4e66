package dev.rollcall.connector.parking;

import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parked lane key as operators get it: metadata and redacted text, nothing of the resource.
public record DeadLetter(
    String tenant,
    String targetId,
    String resourceType,
    String resourceId,
    long desiredSeq,
    int attempts,
    Instant firstFailedAt,
    Instant parkedAt,
    String errorClass,
    @Nullable Integer status,
    String error,
    List<String> requestIds) {
  private static final int VERSION = 1;

  public DeadLetter {
    requestIds = List.copyOf(requestIds);
  }

  /// Returns the record's content.
  public JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("v", VERSION)
            .put("type", "deadletter")
            .put("tenant", tenant)
            .put("targetId", LaneRef.nameOf(targetId))
            .put("resourceType", resourceType)
            .put("resourceId", resourceId)
            .put("desiredSeq", desiredSeq)
            .put("attempts", attempts)
            .put("firstFailedAt", firstFailedAt.toString())
            .put("parkedAt", parkedAt.toString())
            .put("errorClass", errorClass);
    if (status != null) {
      json.put("status", status);
    }
    return json.put("error", error).put("requestIds", JsonArray.ofStrings(requestIds)).build();
  }
}
