package dev.rollcall.ingress.scimweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          respond-async                                | 0
          RESPOND-ASYNC                                | 0
          respond-async=""                             | 0
          respond-async, wait=5                        | 5
          wait=5,respond-async                         | 5
          handling=lenient , respond-async ;x=y, wait=7 | 7
          foo="a, wait=3", respond-async               | 0
          respond-async; note="a,b", wait = 9          | 9
          respond-async, wait=5, wait=9                | 5
          respond-async, wait=soon                     | 0
          respond-async, wait=-1                       | 0
          """)
  void a_client_would_rather_be_answered_later(String header, long seconds) {
    assertThat(Preferences.of(List.of(header)))
        .isEqualTo(new Preferences(true, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait=5",
        "return=minimal",
        "x-respond-async",
        "respond-async=true",
        "foo=\"a, respond-async\"",
        "\"respond-async\"",
        ",,;=\"\\"
      })
  void a_client_that_does_not_say_so_waits(String header) {
    assertThat(Preferences.of(List.of(header)).respondAsync()).isFalse();
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(Preferences.of(List.of("wait=2", "respond-async", "wait=3")))
        .isEqualTo(new Preferences(true, Duration.ofSeconds(2)));
    assertThat(Preferences.of(List.of())).isEqualTo(new Preferences(false, Duration.ZERO));
  }
}
