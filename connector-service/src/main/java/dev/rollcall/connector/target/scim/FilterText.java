package dev.rollcall.connector.target.scim;

import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;

/// Values in filters are written as JSON strings (RFC 7644 section 3.4.2.2).
final class FilterText {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private FilterText() {}

  static String quote(String value) {
    return JSON.writeText(new JsonString(value));
  }

  static String equal(String attribute, String value) {
    return attribute + " eq " + quote(value);
  }
}
