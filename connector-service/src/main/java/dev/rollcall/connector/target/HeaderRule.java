package dev.rollcall.connector.target;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers an entry may name. What is said there is recorded as it is: secrets stand under
/// members of their own, where they are sealed.
///
/// @param ours names in lower case that are said elsewhere
/// @param charsMax characters of a value
public record HeaderRule(Set<String> ours, int charsMax) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)auth|cookie|token|secret|password|passphrase|passwd|private|assertion|api-?key");

  public HeaderRule {
    ours = Set.copyOf(ours);
  }

  /// Says whether a header may stand in an entry, in the clear.
  public boolean allows(String name, String value) {
    return isName(name)
        && !ours.contains(name.toLowerCase(Locale.ROOT))
        && !soundsSecret(name)
        && isValue(value);
  }

  /// Says whether a name promises a secret, which must not stand in the clear.
  public static boolean soundsSecret(String name) {
    return SECRET.matcher(name).find();
  }

  /// Says whether a header can have this name.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Says whether a header can have this value: visible ASCII and spaces.
  public boolean isValue(String value) {
    return value.length() <= charsMax && value.chars().allMatch(each -> each >= ' ' && each < 127);
  }
}
