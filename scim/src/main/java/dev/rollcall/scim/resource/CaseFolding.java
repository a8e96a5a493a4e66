package dev.rollcall.scim.resource;

import java.text.Normalizer;
import java.util.Locale;

/// The one form in which texts that are not caseExact are compared, ordered, searched and kept
/// unique: Unicode NFC and lower case, whatever the machine's locale. Taken keys are stored in this
/// form, so what it does to a text must never change.
public final class CaseFolding {
  private static final char FINAL_SIGMA = 'ς';
  private static final char SIGMA = 'σ';

  private CaseFolding() {}

  /// Returns the comparison form of a text. Folding twice is the same as folding once. `İ`, `ı` and
  /// `i` stay three letters, and `ß` is not `ss`: only letter case is ignored, not spelling.
  public static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    // Java lowers a sigma by its place in the word; then a prefix of a text would not be a prefix
    // of
    // the folded text.
    return Normalizer.normalize(lower.replace(FINAL_SIGMA, SIGMA), Normalizer.Form.NFC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
