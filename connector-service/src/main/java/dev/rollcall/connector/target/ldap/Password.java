package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Attribute;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// Active Directory enables no account without a password.
final class Password {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 48;

  private Password() {}

  /// A password that nobody knows, as `unicodePwd` takes it: in quotes, in UTF-16.
  static Attribute unknown() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    // Letters of both cases, digits and a sign, whatever the bytes are.
    String text = '"' + "Aa1!" + Base64.getEncoder().encodeToString(bytes) + '"';
    return new Attribute("unicodePwd", text.getBytes(StandardCharsets.UTF_16LE));
  }
}
