package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.LookupContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;

/// Where a REST app is dialled.
class RestDialTest implements LookupContract {
  private static final JsonCodec CODEC = new JsonCodec(JsonLimits.CLIENT);

  @Override
  public TargetKind<?> kind() {
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
  }

  @Override
  public JsonObject securely(int port) {
    return entry("https://127.0.0.1:" + port);
  }

  @Override
  public JsonObject plainly(int port) {
    return entry("http://127.0.0.1:" + port).with("allowPrivateAddress", JsonBoolean.TRUE);
  }

  private static JsonObject entry(String url) {
    String entry =
        """
        {"url": "%s", "auth": {"type": "bearer"}, "token": "s3cret", "operations": {"User": {
          "find": {"method": "GET", "path": "/p?n={userName}", "answer": "/0/id"},
          "create": {"method": "POST", "path": "/p", "body": "{'n': resource.userName}", "answer": "/id"},
          "update": {"method": "PUT", "path": "/p/{remoteId}"},
          "delete": {"method": "DELETE", "path": "/p/{remoteId}"}}}}
        """
            .formatted(url);
    return CODEC.readObject(entry.getBytes(StandardCharsets.UTF_8));
  }
}
