package dev.rollcall.schemas.access;

import dev.rollcall.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A bearer token: `rollcall_<id>_<secret>_<checksum>`. The id (6 characters) is public and names
/// the credential; the secret is 43 characters of base 62, more than 256 random bits; the checksum
/// (6 characters, CRC-32 of all before it) lets a scanner tell a leaked token from noise offline.
///
/// @param id the public id of the credential
/// @param text the whole token
public record Token(String id, String text) {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_CHARS = 6;
  private static final int SECRET_CHARS = 43;
  private static final int CHECKSUM_CHARS = 6;
  private static final Pattern FORM =
      Pattern.compile("(rollcall_([0-9A-Za-z]{6})_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})");

  /// Makes a new token.
  public static Token make(SecureRandom random) {
    String id = letters(random, ID_CHARS);
    String body = "rollcall_" + id + "_" + letters(random, SECRET_CHARS);
    return new Token(id, body + "_" + checksum(body));
  }

  /// Reads a token; empty where the form or the checksum is wrong.
  public static Optional<Token> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches() || !checksum(matcher.group(1)).equals(matcher.group(3))) {
      return Optional.empty();
    }
    return Optional.of(new Token(matcher.group(2), text));
  }

  /// The form in which a token is kept: SHA-256 over the whole text, as lower-case hex.
  public String sha256() {
    return HexFormat.of().formatHex(digest());
  }

  /// Compares with a kept hash in a time that does not depend on where they differ.
  public boolean matches(String sha256Hex) {
    byte[] kept;
    try {
      kept = HexFormat.of().parseHex(sha256Hex);
    } catch (IllegalArgumentException _) {
      return false;
    }
    return MessageDigest.isEqual(digest(), kept);
  }

  /// The public id only: a token never shows in a log.
  @Override
  public String toString() {
    return "Token " + id;
  }

  private byte[] digest() {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String letters(SecureRandom random, int count) {
    var letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return letters.toString();
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    var letters = new StringBuilder(CHECKSUM_CHARS);
    for (int i = 0; i < CHECKSUM_CHARS; i++) {
      letters.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return letters.toString();
  }
}
