package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Place;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Cursors of one feed: places, signed, so that nobody is anywhere that was not given out by this
/// feed. The same place has the same cursor for ever.
public final class Cursors {
  private static final String HMAC = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;
  private static final int CHARS_MAX = 512;

  private final byte[] secret;

  /// @param secret known to nobody else
  public Cursors(byte[] secret) {
    this.secret = secret.clone();
  }

  /// Returns the cursor of a place.
  String print(Place place) {
    byte[] text = place.print().getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(signature(text), SIGNATURE_BYTES + text.length);
    System.arraycopy(text, 0, signed, SIGNATURE_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /// Returns the place of a cursor; empty where this feed did not give it out.
  Optional<Place> read(String cursor) {
    if (cursor.length() > CHARS_MAX) {
      return Optional.empty();
    }
    try {
      byte[] signed = Base64.getUrlDecoder().decode(cursor);
      if (signed.length <= SIGNATURE_BYTES) {
        return Optional.empty();
      }
      byte[] text = Arrays.copyOfRange(signed, SIGNATURE_BYTES, signed.length);
      return MessageDigest.isEqual(
              Arrays.copyOf(signature(text), SIGNATURE_BYTES),
              Arrays.copyOf(signed, SIGNATURE_BYTES))
          ? Place.parse(new String(text, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private byte[] signature(byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
