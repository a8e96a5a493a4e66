package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {

  @ParameterizedTest
  @CsvSource({
    "ANN@Contoso.COM, ann@contoso.com",
    "ZOË.MÜLLER, zoë.müller",
    "ÅNGSTRÖM, ångström",
    "ТАНЯ, таня",
    "ΟΔΟΣ, οδος",
    "ẞ, ß",
    "Ǆ, ǆ",
    "田中 ゆき, 田中 ゆき",
  })
  void letters_that_differ_in_case_alone_are_equal(String one, String other) {
    assertThat(CaseFolding.fold(one)).isEqualTo(CaseFolding.fold(other));
  }

  @Test
  void composed_and_decomposed_letters_are_equal() {
    assertThat(CaseFolding.fold("Zoe\u0308")).isEqualTo(CaseFolding.fold("ZO\u00cb"));
    assertThat(CaseFolding.fold("\u212bngstro\u0308m")).isEqualTo(CaseFolding.fold("ÅNGSTRÖM"));
  }

  @ParameterizedTest
  @CsvSource({"ı, i", "İ, i", "İ, ı", "ß, ss", "é, e", "ａ, a", "ﬁ, fi"})
  void letters_that_are_spelt_differently_stay_different(String one, String other) {
    assertThat(CaseFolding.fold(one)).isNotEqualTo(CaseFolding.fold(other));
  }

  @Test
  void the_stored_forms_are_pinned() {
    assertThat(CaseFolding.fold("I")).isEqualTo("i");
    assertThat(CaseFolding.fold("ı")).isEqualTo("ı");
    assertThat(CaseFolding.fold("İ")).isEqualTo("i\u0307");
    assertThat(CaseFolding.fold("Straße ẞ")).isEqualTo("straße ß");
    assertThat(CaseFolding.fold("ΟΔΟΣ ς")).isEqualTo("οδοσ σ");
    assertThat(CaseFolding.fold("Zoe\u0308")).isEqualTo("zo\u00eb");
    assertThat(CaseFolding.fold(" A  b ")).isEqualTo(" a  b ");
  }

  @Test
  void the_machines_locale_does_not_matter() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"tr-TR", "az-AZ", "lt-LT", "el-GR", "de-DE"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(CaseFolding.fold("ILKER.ISIK\u00cc")).isEqualTo("ilker.isik\u00ec");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void folding_twice_is_folding_once_for_every_letter() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (Character.isDefined(point) && Character.getType(point) != Character.SURROGATE) {
        String once = CaseFolding.fold("x" + Character.toString(point) + "Σ");
        assertThat(CaseFolding.fold(once)).as("U+%04X", point).isEqualTo(once);
      }
    }
  }

  @Test
  void the_beginning_of_a_text_folds_to_the_beginning_of_the_folded_text() {
    assertThat(CaseFolding.fold("ΟΔΟΣΑ")).startsWith(CaseFolding.fold("ΟΔΟΣ"));
  }

  @Test
  void half_a_surrogate_pair_does_no_harm() {
    assertThat(CaseFolding.fold("A\ud83d")).isEqualTo("a\ud83d");
  }
}
