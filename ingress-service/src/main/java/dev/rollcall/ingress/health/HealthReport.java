package dev.rollcall.ingress.health;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Whether the service is ready, and the JSON that says so.
public record HealthReport(boolean up, JsonObject json) {

  /// Asks every part.
  public static HealthReport of(List<HealthPart> parts) {
    boolean up = true;
    var components = JsonObject.builder();
    for (HealthPart part : parts) {
      Optional<String> trouble = part.trouble().get();
      up &= trouble.isEmpty();
      var component = JsonObject.builder().put("status", trouble.isEmpty() ? "UP" : "DOWN");
      trouble.ifPresent(sentence -> component.put("detail", sentence));
      components.put(part.name(), component.build());
    }
    return new HealthReport(
        up,
        JsonObject.builder()
            .put("status", up ? "UP" : "DOWN")
            .put("components", components.build())
            .build());
  }
}
