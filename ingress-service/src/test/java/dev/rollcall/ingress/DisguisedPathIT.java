package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Routes match paths decoded and without parameters. However it is written, the administration is
/// not for the token of a client.
class DisguisedPathIT extends WithLog {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61dmin/delivery/targets",
        "/admin;a=b/delivery/targets",
        "/%61%64min;/delivery/targets/x",
        "/admin/%64elivery/targets",
        "//admin/delivery/targets"
      })
  void a_clients_token_does_not_open_the_administration(String path) {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertThat(ingress.send(method, path, "").statusCode()).as(method).isEqualTo(403);
    }
    assertThat(log.isAtEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%64elivery/targets/x/feed", "/delivery;a=b/targets/x/feed"})
  void nor_does_it_open_a_feed(String path) {
    assertThat(ingress.send("GET", path, "").statusCode()).isEqualTo(403);
  }
}
