package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IfMatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *              | true
          W/"7"          | true
          "7"            | true
          7              | true
          W/"6", W/"7"   | true
          "6","7"        | true
          W/"6"          | false
          W/"77"         | false
          "a,7,b"        | false
          ""             | false
          """)
  void the_opaque_text_decides(String header, boolean holds) {
    assertThat(IfMatch.holds(List.of(header), 7)).isEqualTo(holds);
  }

  @Test
  void without_header_everything_holds() {
    assertThat(IfMatch.holds(List.of(), 7)).isTrue();
  }
}
