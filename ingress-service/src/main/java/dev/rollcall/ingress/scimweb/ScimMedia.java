package dev.rollcall.ingress.scimweb;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// Content types of the protocol (RFC 7644 section 3.1).
public final class ScimMedia {
  /// What we answer with.
  public static final MediaType SCIM_JSON = MediaType.parseMediaType("application/scim+json");

  private ScimMedia() {}

  /// Says whether a body of this `Content-Type` is read. Parameters such as `charset` do not count,
  /// and a missing header is taken for JSON.
  static boolean isReadable(HttpHeaders headers) {
    String text = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    if (text == null || text.isBlank()) {
      return true;
    }
    try {
      MediaType type = MediaType.parseMediaType(text);
      return type.equalsTypeAndSubtype(SCIM_JSON)
          || type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
