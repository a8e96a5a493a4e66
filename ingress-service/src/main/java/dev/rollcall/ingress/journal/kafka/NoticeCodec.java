package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices as JSON: `{"notice": "here" | "left", "instance"}` and `{"notice": "lost" | "settled",
/// "instance", "tenant", "sha256", "request"}`.
final class NoticeCodec {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  byte[] encode(Notice notice) {
    return json.write(
        switch (notice) {
          case Notice.Here it -> named("here", it).build();
          case Notice.Left it -> named("left", it).build();
          case Notice.Lost it -> about(named("lost", it), it.fingerprint(), it.request());
          case Notice.Settled it -> about(named("settled", it), it.fingerprint(), it.request());
        });
  }

  private static JsonObject.Builder named(String name, Notice notice) {
    return JsonObject.builder().put("notice", name).put("instance", notice.instance());
  }

  private static JsonObject about(
      JsonObject.Builder notice, Fingerprint fingerprint, RequestId request) {
    return notice
        .put("tenant", fingerprint.tenant().value())
        .put("sha256", fingerprint.sha256())
        .put("request", request.value())
        .build();
  }

  /// Reads a notice; empty where it is none that we know, such as one of a later version.
  Optional<Notice> decode(byte @Nullable [] bytes) {
    try {
      if (bytes == null) {
        return Optional.empty();
      }
      JsonObject read = json.readObject(bytes);
      return read.text("instance").flatMap(instance -> notice(read, instance));
    } catch (MalformedJsonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Notice> notice(JsonObject read, String instance) {
    return read.text("notice")
        .flatMap(name ->
            switch (name) {
              case "here" -> Optional.of(new Notice.Here(instance));
              case "left" -> Optional.of(new Notice.Left(instance));
              case "lost" ->
                  Optional.of(new Notice.Lost(instance, fingerprint(read), request(read)));
              case "settled" ->
                  Optional.of(new Notice.Settled(instance, fingerprint(read), request(read)));
              default -> Optional.empty();
            });
  }

  private static Fingerprint fingerprint(JsonObject read) {
    return new Fingerprint(new TenantId(text(read, "tenant")), text(read, "sha256"));
  }

  private static RequestId request(JsonObject read) {
    return new RequestId(text(read, "request"));
  }

  private static String text(JsonObject read, String name) {
    return read.text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }
}
