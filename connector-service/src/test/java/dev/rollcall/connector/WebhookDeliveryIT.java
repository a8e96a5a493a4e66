package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonBoolean;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every fact, signed, in order per resource.
class WebhookDeliveryIT extends ReceiverCase {
  WebhookDeliveryIT() {
    super("w");
  }

  @Test
  void every_fact_arrives_signed_and_in_the_order_of_its_resource() {
    var user = Facts.user("u1");
    feed.publish(tenant, Facts.created(user, Facts.person("ada")));
    feed.publish(tenant, Facts.changed(user, 2, Facts.person("ada2")));
    feed.publish(tenant, Facts.deactivated(user, 3, Facts.person("ada2")));
    feed.publish(tenant, Facts.reactivated(user, 4, Facts.person("ada2")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1"));
    feed.publish(tenant, Facts.left(Facts.group("g1"), 2, "u1"), Facts.deleted(user, 5));
    connector().awaitApplied(tenant);

    assertThat(typesOf("u1"))
        .containsExactly(
            "user.created", "user.updated", "user.deactivated", "user.reactivated", "user.deleted");
    assertThat(typesOf("g1"))
        .containsExactly("group.created", "group.members_added", "group.members_removed");
    assertThat(taken).allSatisfy(WebhookDeliveryIT::isSigned);
    assertThat(taken.stream().map(it -> it.headers().get("webhook-id")).distinct()).hasSize(8);
  }

  @Test
  void a_failing_receiver_gets_every_fact_in_order_with_stable_ids() {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    server.mood(request ->
        failed.add(request.headers().getOrDefault("webhook-id", ""))
            ? new Mood.Says(Response.of(503))
            : new Mood.Honest());
    var user = Facts.user("u1");
    feed.publish(tenant, Facts.created(user, Facts.person("ada0")));
    for (int version = 2; version <= 6; version++) {
      feed.publish(tenant, Facts.changed(user, version, Facts.person("ada" + version)));
    }

    connector().awaitApplied(tenant);

    assertThat(taken.stream().map(it -> data(it).text("userName").orElseThrow()))
        .containsExactly("ada0", "ada2", "ada3", "ada4", "ada5", "ada6");
    assertThat(taken.stream().map(it -> it.headers().get("webhook-id")).toList())
        .doesNotHaveDuplicates()
        .isSubsetOf(failed);
  }

  @Test
  void a_resource_that_is_refused_holds_back_only_itself() {
    server.mood(request ->
        request.body().contains("\"u1\"") ? new Mood.Says(Response.of(500)) : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("bad")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("bad2")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("good")));

    await().atMost(Duration.ofSeconds(5)).until(() -> typesOf("u2").size() == 1);
    assertThat(typesOf("u1")).isEmpty();
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(typesOf("u1")).containsExactly("user.created", "user.updated");
  }

  @Test
  void a_receiver_that_answers_410_is_left_alone_until_it_is_configured_anew() {
    server.mood(_ -> new Mood.Says(Response.of(410)));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await()
        .atMost(Connector.PATIENCE)
        .until(
            () -> connector().target(tenant, "hooks").text("state").orElse("").equals("disabled"));
    int calls = server.requests().size();
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("lee")));
    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, Facts.person("lea")));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().keys(tenant, "hooks", "waiting").size() == 2);
    assertThat(server.requests()).hasSize(calls);
    assertThat(
            Rows.number(
                connector().database(),
                "SELECT count(*) FROM connector.outbox WHERE target_id = 'hooks'"
                    + " AND resource_id = 'u2'"))
        .isZero();

    server.honest();
    connector().targets(List.of(TargetEntries.webhook("hooks", tenant, server.url() + "/new")));
    connector().awaitApplied(tenant);
    assertThat(taken.stream().map(Request::path)).containsExactly("/new", "/new");
  }

  @Test
  void a_new_target_gets_what_there_is_and_then_follows() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1"));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("gone")));
    feed.publish(tenant, Facts.deleted(Facts.user("u2"), 2));
    connector().awaitApplied(tenant);
    var directory = new ScimDirectory();
    try (var crm = new FakeServer(directory)) {
      connector()
          .targets(
              List.of(
                  TargetEntries.webhook("hooks", tenant, server.url() + "/in"),
                  TargetEntries.webhook("second", tenant, server.url() + "/second"),
                  TargetEntries.scim("crm", tenant, crm.url())));
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> connector().target(tenant, "crm").get("id") != null);
      feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
      connector().awaitApplied(tenant);

      assertThat(directory.memberNames("Team")).containsExactly("ada");
      assertThat(directory.user("gone")).isEmpty();
      assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    }
    List<String> second =
        taken.stream()
            .filter(request -> request.path().equals("/second"))
            .map(request -> request.json().text("type").orElseThrow())
            .sorted()
            .toList();
    assertThat(second)
        .containsExactly(
            "group.created", "group.members_added", "user.created", "user.deactivated");
  }

  private static void isSigned(Request request) {
    var headers =
        HttpHeaders.of(
            request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
            (_, _) -> true);
    try {
      new Webhook(TargetEntries.SECRET).verify(request.body(), headers);
    } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
      throw new AssertionError("The signature does not hold", e);
    }
  }
}
