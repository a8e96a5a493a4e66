package dev.rollcall.schemas.sealing;

/// Port to the keys under which data keys are wrapped: a file, or a key management service that
/// never gives them out. Blocking.
public interface SealingKeys {

  /// A data key as it may be kept beside what it has sealed.
  ///
  /// @param keyId names the key that wrapped it
  /// @param text in base64
  record Wrapped(String keyId, String text) {}

  /// Wraps a data key under the newest key.
  ///
  /// @param context must be the same when it is unwrapped
  Wrapped wrap(byte[] dataKey, byte[] context);

  /// The id of the newest key, under which data keys are wrapped.
  String newest();

  /// Gives a data key back.
  ///
  /// @throws SealingException where the key is unknown, or what was wrapped or the context is not
  ///   the same
  byte[] unwrap(Wrapped wrapped, byte[] context);

  /// A keyed hash under the newest key, which tells equal messages and nothing else of them.
  byte[] mac(byte[] message);
}
