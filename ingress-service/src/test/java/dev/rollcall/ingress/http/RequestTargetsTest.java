package dev.rollcall.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scim/v2/Users",
        "/scim/v2/Users?filter=userName%20eq%20%22a%22&count=1",
        "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
        "*"
      })
  void what_is_right_stays_as_it_is(String target) {
    assertThat(RequestTargets.encoded(target)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "/U?filter=a+eq+\"b\", /U?filter=a+eq+%22b%22",
    "/U?filter=emails[type], /U?filter=emails%5Btype%5D",
    "/U?x=a|b\\c^d`e{f}<g>, /U?x=a%7Cb%5Cc%5Ed%60e%7Bf%7D%3Cg%3E",
    "/U?x=100%, /U?x=100%25",
    "/U?x=%zz%4, /U?x=%25zz%254",
    "/U?x=%41%zz, /U?x=%41%25zz",
    "/U#x, /U%23x"
  })
  void what_may_not_stand_there_is_encoded(String target, String encoded) {
    assertThat(RequestTargets.encoded(target)).isEqualTo(encoded);
    assertThat(URI.create(encoded).getRawPath()).startsWith("/U");
  }

  @ParameterizedTest
  @CsvSource({"\u00c3\u00bc, %C3%BC", "\u00e6\u00bc\u00a2, %E6%BC%A2"})
  void bytes_beyond_ascii_are_encoded_one_by_one(String asRead, String encoded) {
    assertThat(RequestTargets.encoded("/U?x=" + asRead)).isEqualTo("/U?x=" + encoded);
  }
}
