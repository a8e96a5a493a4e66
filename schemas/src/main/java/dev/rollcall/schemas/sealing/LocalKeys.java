package dev.rollcall.schemas.sealing;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys in a file (docs/contracts.md section 2): `{"keys":[{"id":"…","key":"<base64 of 32
/// bytes>"}]}`. The last one seals, all of them open: a key is rotated by adding one.
public final class LocalKeys implements SealingKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] FOR_FINGERPRINTS = "fingerprint".getBytes(StandardCharsets.UTF_8);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  private final SequencedMap<String, byte[]> keys;
  private final SecureRandom random;

  private LocalKeys(SequencedMap<String, byte[]> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// Reads a file.
  ///
  /// @throws SealingException where it holds no keys
  public static LocalKeys of(Path file, SecureRandom random) {
    try {
      return of(Files.readAllBytes(file), random);
    } catch (IOException e) {
      throw new SealingException("The file of sealing keys cannot be read", e);
    }
  }

  static LocalKeys of(byte[] content, SecureRandom random) {
    var keys = new LinkedHashMap<String, byte[]>();
    try {
      if (JSON.readObject(content).get("keys") instanceof JsonArray(var elements)) {
        for (Json element : elements) {
          if (!(element instanceof JsonObject entry)
              || keys.put(entry.text("id").orElse(""), key(entry)) != null) {
            throw none();
          }
        }
      }
    } catch (MalformedJsonException | IllegalArgumentException _) {
      // Without the cause, whose message could quote a key.
      throw none();
    }
    if (keys.isEmpty() || keys.containsKey("")) {
      throw none();
    }
    return new LocalKeys(keys, random);
  }

  private static byte[] key(JsonObject entry) {
    byte[] key = Base64.getDecoder().decode(entry.text("key").orElse(""));
    if (key.length != AesGcm.KEY_BYTES) {
      throw none();
    }
    return key;
  }

  private static SealingException none() {
    return new SealingException(
        "The file of sealing keys must be {\"keys\":[{\"id\":\"…\",\"key\":\"…\"}]}, with ids that"
            + " differ and keys of 32 bytes in base64");
  }

  /// Makes the content of a file with one new key.
  ///
  /// @param now becomes the key's id
  public static String newFile(SecureRandom random, Instant now) {
    byte[] key = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(key);
    var entry =
        JsonObject.builder()
            .put("id", "k" + now.getEpochSecond())
            .put("key", Base64.getEncoder().encodeToString(key))
            .build();
    return JSON.writeText(JsonObject.of("keys", JsonArray.of(entry)));
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] context) {
    var newest = keys.lastEntry();
    return new Wrapped(
        newest.getKey(), AesGcm.text(AesGcm.encrypt(newest.getValue(), dataKey, context, random)));
  }

  @Override
  public String newest() {
    return keys.lastEntry().getKey();
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] context) {
    byte[] key = keys.get(wrapped.keyId());
    if (key == null) {
      throw new SealingException("The sealing key '" + wrapped.keyId() + "' is not among the keys");
    }
    return AesGcm.decrypt(key, AesGcm.bytes(wrapped.text()), context);
  }

  @Override
  public byte[] mac(byte[] message) {
    return mac(mac(keys.lastEntry().getValue(), FOR_FINGERPRINTS), message);
  }

  private static byte[] mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "Keys " + keys.keySet();
  }
}
