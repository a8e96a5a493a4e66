package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.target.LookupContract;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.RemoteAppContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.webhook.WebhookKind;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What of the contract applies at a receiver of webhooks, which gets facts and keeps nothing.
class WebhookContractTest implements RemoteAppContract, LookupContract {
  private final FakeServer server = new FakeServer(_ -> Response.of(204));

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public TargetKind<?> kind() {
    return new WebhookKind();
  }

  @Override
  public JsonObject entry() {
    return entry(server.url()).toBuilder().put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject plainly(int port) {
    return entry("http://127.0.0.1:" + port).toBuilder().put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject securely(int port) {
    return entry("https://127.0.0.1:" + port);
  }

  private static JsonObject entry(String url) {
    return JsonObject.builder().put("url", url).put("secret", TargetEntries.SECRET).build();
  }

  @Override
  public void busy() {
    server.mood(_ -> new Mood.Says(Response.of(429)));
  }

  @Override
  public Optional<String> asksForPause(Duration pause) {
    server.mood(_ -> new Mood.Says(Response.throttled(pause)));
    return Optional.empty();
  }

  @Override
  public void losesAnswers() {
    server.mood(_ -> new Mood.DoesAndDies());
  }

  @Override
  public void calm() {
    server.honest();
  }

  @Override
  public Action.Call change(Opened target) {
    return Facts.published(ADA, 1, "ada");
  }

  @Test
  void an_event_that_is_repeated_has_the_id_of_the_first_attempt_and_events_come_in_order() {
    try (var target = Opened.of(kind(), entry())) {
      losesAnswers();
      assertThat(target.perform(ADA, Facts.published(ADA, 1, "ada"))).isInstanceOf(Failed.class);
      calm();
      assertThat(target.perform(ADA, Facts.published(ADA, 1, "ada"))).isEqualTo(new Done(null));
      assertThat(target.perform(ADA, Facts.published(ADA, 2, "ada2"))).isEqualTo(new Done(null));

      assertThat(server.requests())
          .extracting(Request::headers)
          .extracting(headers -> headers.get("webhook-id"))
          .containsExactly("evt-1", "evt-1", "evt-2");
    }
  }
}
