package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.scim.ScimClient;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadServerTest {
  @Test
  void it_takes_connections_and_says_nothing() {
    try (var dead = DeadServer.start();
        var client = new ScimClient(URI.create(dead.url()), "t", Duration.ofMillis(300))) {
      assertThat(client.get("/Users").failure()).startsWith("no answer");
      assertThat(dead.connections()).isEqualTo(1);
    }
  }

  @Test
  void at_the_closed_address_a_connection_is_refused_at_once() {
    try (var client =
        new ScimClient(URI.create(DeadServer.closedUrl()), "t", Duration.ofSeconds(20))) {
      assertThat(client.get("/Users").failure()).isEqualTo("HttpHostConnectException");
    }
  }
}
