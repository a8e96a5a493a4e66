package dev.rollcall.e2e.crash.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/// A target sees who calls it.
class TargetTest {

  @Test
  void each_call_is_noted_whatever_comes_of_it() throws Exception {
    var sightings = new Sightings();
    try (var target = new Target("crm", new ScimTarget("crm", sightings), sightings, 1);
        var http = HttpClient.newHttpClient()) {
      target.beGood();
      for (String path : new String[] {"/Users/r1", "/Nothing"}) {
        var ask = HttpRequest.newBuilder(URI.create(target.url() + path)).build();
        assertThat(http.send(ask, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
      }
    }
    assertThat(sightings.arrivals())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.retryAfterSeconds()).isZero())
        .extracting(Arrival::externalId)
        .containsOnly("");
  }
}
