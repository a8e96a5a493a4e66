package dev.rollcall.schemas.sealing;

import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.SealingKeys.Wrapped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/// Envelope encryption: each secret under a random data key of its own, which is kept beside it,
/// wrapped under one of the [SealingKeys]. A sealed value opens only in the place that it was
/// sealed for.
public final class Sealer {
  private static final int FORMAT = 1;
  private static final int FINGERPRINT_BYTES = 8;

  private final SealingKeys keys;
  private final SecureRandom random;

  public Sealer(SealingKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// Where a secret belongs.
  ///
  /// @param owner what it is a secret of, within the tenant
  /// @param member the name of the member that holds it
  public record Place(String tenant, String owner, String member) {
    /// The lengths keep two places apart whose texts run into each other.
    byte[] context() {
      var context = new StringBuilder("rollcall.sealed." + FORMAT);
      for (String part : new String[] {tenant, owner, member}) {
        context.append('|').append(part.length()).append(':').append(part);
      }
      return context.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Seals a secret. The same one is sealed differently each time, with the same `fingerprint` as
  /// long as the newest key is the same.
  public JsonObject seal(Place place, String secret) {
    byte[] context = place.context();
    byte[] clear = secret.getBytes(StandardCharsets.UTF_8);
    byte[] dataKey = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(dataKey);
    try {
      Wrapped wrapped = keys.wrap(dataKey, context);
      return JsonObject.builder()
          .put("format", FORMAT)
          .put("keyId", wrapped.keyId())
          .put("wrappedKey", wrapped.text())
          .put("ciphertext", AesGcm.text(AesGcm.encrypt(dataKey, clear, context, random)))
          .put("fingerprint", fingerprint(context, clear))
          .build();
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(clear, (byte) 0);
    }
  }

  private String fingerprint(byte[] context, byte[] clear) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(context);
    both.write(0);
    both.writeBytes(clear);
    return HexFormat.of().formatHex(keys.mac(both.toByteArray()), 0, FINGERPRINT_BYTES);
  }

  /// Says whether a secret is sealed under the newest key.
  public boolean isNewest(JsonObject sealed) {
    return sealed.text("keyId").filter(keys.newest()::equals).isPresent();
  }

  /// The id of the key under which secrets are sealed now.
  public String newestKey() {
    return keys.newest();
  }

  /// Opens a sealed secret.
  ///
  /// @throws SealingException where its key is not there, or it is not as it was sealed for this
  ///   place
  public String open(Place place, JsonObject sealed) {
    if (!JsonNumber.of(FORMAT).equals(sealed.get("format"))) {
      throw new SealingException("A value is sealed in a format that is not known");
    }
    byte[] context = place.context();
    var wrapped =
        new Wrapped(sealed.text("keyId").orElse(""), sealed.text("wrappedKey").orElse(""));
    byte[] dataKey = keys.unwrap(wrapped, context);
    try {
      byte[] clear =
          AesGcm.decrypt(dataKey, AesGcm.bytes(sealed.text("ciphertext").orElse("")), context);
      return new String(clear, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }
}
