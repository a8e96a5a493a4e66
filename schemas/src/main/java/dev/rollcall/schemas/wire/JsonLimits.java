package dev.rollcall.schemas.wire;

/// Bounds on JSON text that is read.
///
/// @param bytesMax the longest document, in bytes
/// @param depthMax the deepest nesting of objects and arrays
/// @param stringCharsMax the longest string, in characters
/// @param nameCharsMax the longest member name, in characters
/// @param numberCharsMax the longest number, in characters
public record JsonLimits(
    int bytesMax, int depthMax, int stringCharsMax, int nameCharsMax, int numberCharsMax) {

  /// What a client of the SCIM interface may send.
  public static final JsonLimits CLIENT = new JsonLimits(512 * 1024, 16, 64 * 1024, 256, 32);

  /// What the platform's own records may hold: a client's body and the envelope around it.
  public static final JsonLimits RECORD =
      new JsonLimits(64 * 1024 * 1024, 64, 16 * 1024 * 1024, 4096, 1000);
}
