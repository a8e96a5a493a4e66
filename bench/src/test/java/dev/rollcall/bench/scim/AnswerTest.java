package dev.rollcall.bench.scim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"totalResults\":1,\"Resources\":[]} | 1",
        "{ \"totalResults\" : 1 } | 1",
        "{\"totalResults\":12} | 12",
        "{\"Resources\":[{\"note\":\"\\\"totalResults\\\":1,\"}],\"totalResults\":0} | 0",
        "{\"totalResults\":\"1\"} | -1",
        "{\"totalResults\":99999999999} | -1",
        "{} | -1",
        "<html> | -1",
      })
  void the_number_of_results_is_read_as_json(String body, int total) {
    assertThat(new Answer(200, body, null).total()).isEqualTo(total);
  }
}
