package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.json.JsonObject;

/// Opens a sealed payload. A payload is `plain`, or `sealed` under a key that can be destroyed so
/// that personal data can be erased while the hashes over the stored bytes stay valid.
@FunctionalInterface
public interface Unsealer {

  /// Refuses: for a reader that was given no keys.
  Unsealer WITHOUT_KEYS =
      _ -> {
        throw new UnreadableRecordException("The payload is sealed and this reader has no keys");
      };

  /// Returns the payload in the clear.
  ///
  /// @param sealed the payload's members: `form`, `keyId`, `nonce`, `ciphertext` (base64)
  /// @throws UnreadableRecordException where the key is unknown or destroyed
  JsonObject open(JsonObject sealed);
}
