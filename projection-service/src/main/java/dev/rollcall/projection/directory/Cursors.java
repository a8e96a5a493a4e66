package dev.rollcall.projection.directory;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Cursors (RFC 9865): the place where a walk goes on and the length of its pages, sealed together
/// with the search that it belongs to, in characters that a URL need not encode. Nothing is kept
/// between two pages, and any instance with the same secret opens them.
public final class Cursors {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;
  private static final int CURSOR_CHARS_MAX = 8_192;
  private static final int FIELDS = 5;

  private final JsonCodec json = new JsonCodec(JsonLimits.CLIENT);
  private final SecretKeySpec key;
  private final Duration lifetime;
  private final InstantSource clock;

  /// @param secret that the instances of the service share; the key is derived from it
  public Cursors(String secret, Duration lifetime, InstantSource clock) {
    var shared = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.key = new SecretKeySpec(mac(shared, bytes("rollcall cursor")), ALGORITHM);
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /// Returns a cursor.
  ///
  /// @param walk everything that says which search it belongs to
  /// @param page how long the pages are
  String seal(List<String> walk, Search.Place place, int page) {
    String sortKey = place.key();
    byte[] content =
        json.write(
            JsonArray.of(
                JsonNumber.of(clock.instant().getEpochSecond()),
                JsonNumber.of(place.createdSeq()),
                new JsonString(place.id()),
                JsonNumber.of(page),
                sortKey == null ? JsonNull.NULL : new JsonString(sortKey)));
    return text(content, sealOf(walk, content));
  }

  private static String text(byte[] content, byte[] seal) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(content) + "." + encoder.encodeToString(seal);
  }

  /// Opens a cursor: `invalidCursor` where it was not made for this search, `expiredCursor` where
  /// it is too old.
  Result<Search.Behind> open(List<String> walk, String cursor) {
    try {
      int dot = cursor.indexOf('.');
      if (dot > 0 && cursor.length() <= CURSOR_CHARS_MAX) {
        byte[] content = Base64.getUrlDecoder().decode(cursor.substring(0, dot));
        // Whole texts are compared: the last character of an encoding has bits that say nothing.
        if (MessageDigest.isEqual(bytes(cursor), bytes(text(content, sealOf(walk, content))))
            && json.read(content) instanceof JsonArray(List<Json> fields)) {
          return opened(fields);
        }
      }
    } catch (IllegalArgumentException | MalformedJsonException _) {
      // Said below: what cannot be read was not made here.
    }
    return notMadeHere();
  }

  private Result<Search.Behind> opened(List<Json> fields) {
    if (fields.size() != FIELDS
        || !(fields.get(0) instanceof JsonNumber at
            && fields.get(1) instanceof JsonNumber createdSeq
            && fields.get(2) instanceof JsonString(var id)
            && fields.get(3) instanceof JsonNumber page)) {
      return notMadeHere();
    }
    Instant made = Instant.ofEpochSecond(at.value().longValueExact());
    if (made.plus(lifetime).isBefore(clock.instant())) {
      return Result.badRequest(
          ScimType.EXPIRED_CURSOR, "The cursor is too old; begin the walk again.");
    }
    String sortKey = fields.get(4) instanceof JsonString(var text) ? text : null;
    return Result.ok(
        new Search.Behind(
            new Search.Place(sortKey, createdSeq.value().longValueExact(), id),
            page.value().intValueExact()));
  }

  private static Result<Search.Behind> notMadeHere() {
    return Result.badRequest(
        ScimType.INVALID_CURSOR, "The cursor was not made for this search; begin the walk again.");
  }

  private byte[] sealOf(List<String> walk, byte[] content) {
    var fields = new ArrayList<Json>();
    fields.add(new JsonString(Base64.getEncoder().encodeToString(content)));
    walk.forEach(it -> fields.add(new JsonString(it)));
    return Arrays.copyOf(mac(key, json.write(new JsonArray(fields))), SEAL_BYTES);
  }

  private static byte[] mac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
