package dev.rollcall.ingress.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Request targets as RFC 3986 wants them. Clients that put a filter into a URL by hand send
/// quotes, brackets, bars and letters beyond ASCII as they are; each means itself.
final class RequestTargets {
  private static final String ALLOWED = "-._~:/?@!$&'()*+,;=";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private RequestTargets() {}

  /// Percent-encodes what may not stand in a request target as it is, a `%` that encodes nothing
  /// included. What is right already stays as it is.
  static String encoded(String target) {
    int at = 0;
    while (at < target.length() && isRight(target, at)) {
      at++;
    }
    if (at == target.length()) {
      return target;
    }
    var encoded = new StringBuilder(target.length() + 16).append(target, 0, at);
    for (; at < target.length(); at++) {
      if (isRight(target, at)) {
        encoded.append(target.charAt(at));
      } else {
        // One char is one byte of the line as it came: the server reads it as ISO 8859-1.
        byte[] bytes = target.substring(at, at + 1).getBytes(StandardCharsets.ISO_8859_1);
        encoded.append('%').append(HEX.toHexDigits(bytes[0]));
      }
    }
    return encoded.toString();
  }

  private static boolean isRight(String target, int at) {
    char c = target.charAt(at);
    if (c == '%') {
      return at + 2 < target.length()
          && isHex(target.charAt(at + 1))
          && isHex(target.charAt(at + 2));
    }
    boolean letterOrDigit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letterOrDigit || ALLOWED.indexOf(c) >= 0;
  }

  private static boolean isHex(char c) {
    return HexFormat.isHexDigit(c);
  }
}
