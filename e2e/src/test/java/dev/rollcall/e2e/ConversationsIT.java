package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.standalone.session.ScimSession;
import dev.rollcall.standalone.session.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole conversations: what the clients say that are known, and what the RFCs let one say. Each is
/// a file of steps with what they expect, played in a tenant of its own.
@ExtendWith(SharedPlatform.class)
class ConversationsIT {

  @ParameterizedTest
  @ValueSource(strings = {"validator", "okta", "clients", "rfc", "queries", "bulk"})
  void every_step_is_answered_as_its_client_expects(String name, Tenant tenant) throws Exception {
    assertThat(unexpected(name, tenant)).isEmpty();
  }

  @Test
  void types_and_extensions_of_a_tenants_own_are_served_like_users_and_groups(
      Tenant tenant, Tenant other) throws Exception {
    define(tenant, "Device", "/device.json");
    define(tenant, "User", "/user-extension.json");

    assertThat(unexpected("custom", tenant)).isEmpty();
    assertThat(other.scim().get("/scim/v2/Devices").status()).isEqualTo(404);
    assertThat(other.scim().get("/scim/v2/ResourceTypes").text()).doesNotContain("Device");
    assertThat(other.scim().get("/scim/v2/Schemas").text()).doesNotContain("urn:example:");
  }

  private static List<String> unexpected(String name, Tenant tenant) throws InterruptedException {
    var session = tenant.session();
    var unexpected = new ArrayList<String>();
    List<Step> steps = ScimSession.steps("/" + name + "-session.jsonl");
    assertThat(steps).hasSizeGreaterThan(20);
    for (Step step : steps) {
      session
          .play(step)
          .failures()
          .forEach(it -> unexpected.add(step.number() + " (" + step.note() + "): " + it));
    }
    return unexpected;
  }

  private static void define(Tenant tenant, String name, String document) {
    try (var stream =
        Objects.requireNonNull(ConversationsIT.class.getResourceAsStream(document), document)) {
      var answer =
          tenant
              .administration()
              .send(
                  "PUT",
                  "/admin/resource-types/" + name,
                  Map.of("Content-Type", "application/json"),
                  BodyPublishers.ofByteArray(stream.readAllBytes()));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
