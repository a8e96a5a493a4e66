package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.directory.Shown;
import dev.rollcall.projection.directory.Shown.ShownMembers;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Resources as JSON text that is written while members still arrive: a group of 200,000 is never
/// held as one text.
final class ShownWriter {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final List<JsonObject> resources;
  private final String separator;
  private final String end;
  private final StringBuilder text;
  private int next;
  private int open = -1;

  private ShownWriter(List<JsonObject> resources, Frame frame) {
    this.resources = resources;
    this.separator = frame.separator();
    this.end = frame.end();
    this.text = new StringBuilder(frame.start());
  }

  /// What stands around and between the resources.
  record Frame(String start, String separator, String end) {
    /// One resource alone.
    static final Frame ALONE = new Frame("", "", "");
  }

  /// Returns the text in pieces, as the members arrive.
  static Flux<byte[]> write(Shown shown, Frame frame) {
    return Flux.defer(() -> {
      var writer = new ShownWriter(shown.resources(), frame);
      return shown
          .members()
          .map(writer::accept)
          .concatWith(Mono.fromSupplier(writer::finish))
          .filter(piece -> piece.length > 0);
    });
  }

  private byte[] accept(ShownMembers some) {
    if (open != some.place()) {
      close();
      while (next < some.place()) {
        whole();
      }
      begin();
      String object = JSON.writeText(resources.get(next));
      text.append(object, 0, object.length() - 1);
      text.append(object.equals("{}") ? "\"members\":[" : ",\"members\":[");
      open = some.place();
      next++;
    } else if (!some.elements().isEmpty()) {
      text.append(',');
    }
    String elements = String.join(",", some.elements().stream().map(JSON::writeText).toList());
    text.append(elements);
    return take();
  }

  private byte[] finish() {
    close();
    while (next < resources.size()) {
      whole();
    }
    text.append(end);
    return take();
  }

  private void whole() {
    begin();
    text.append(JSON.writeText(resources.get(next)));
    next++;
  }

  private void begin() {
    if (next > 0) {
      text.append(separator);
    }
  }

  private void close() {
    if (open >= 0) {
      text.append("]}");
      open = -1;
    }
  }

  private byte[] take() {
    byte[] piece = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return piece;
  }
}
