package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.json.JsonObject;

/// The two forms in which an envelope carries its content, from version 1 on.
final class Payload {
  private static final String FORM = "form";

  private Payload() {}

  static JsonObject plain(JsonObject data) {
    return JsonObject.builder().put(FORM, "plain").put("data", data).build();
  }

  static JsonObject open(JsonObject payload, Unsealer unsealer) {
    String form = Fields.text(payload, FORM);
    return switch (form) {
      case "plain" -> Fields.object(payload, "data");
      case "sealed" -> unsealer.open(payload);
      default -> throw new UnreadableRecordException("Unknown payload form");
    };
  }
}
