package dev.rollcall.connector.target.webhook;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.EventBody;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// A receiver of signed webhooks (Standard Webhooks 1.0.0). The id of an event is the same in every
/// attempt, the timestamp is the attempt's.
final class WebhookApp implements RemoteApp {
  /// The type of the event of a test call.
  static final String PING = "webhook.ping";

  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Outbound outbound;
  private final URI url;
  private final Signatures signatures;
  private final boolean pings;
  private final Refusals refusals;
  private final Clock clock;

  WebhookApp(Outbound outbound, WebhookConnection connection, Refusals refusals, Clock clock) {
    this.outbound = outbound;
    this.url = connection.url();
    this.signatures = new Signatures(connection);
    this.pings = connection.ping();
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    if (!(call instanceof Publish(var event))) {
      throw new IllegalStateException("A webhook gets facts, not differences");
    }
    return outbound
        .send(request(event.id(), clock.instant(), EventBody.of(event)))
        .map(this::answer);
  }

  /// Sends an event that stands for nothing, signed as all others are; where that is switched off,
  /// only the name is looked up.
  @Override
  public Mono<Answer> probe() {
    return pings
        ? Mono.defer(() -> outbound.send(ping())).map(this::answer)
        : outbound.lookUp(url).map(Failed::new);
  }

  private HttpCall ping() {
    Instant now = clock.instant();
    JsonObject event =
        JsonObject.builder()
            .put("type", PING)
            .put("timestamp", now.toString())
            .put("data", JsonObject.EMPTY)
            .build();
    return request("msg_ping-" + UUID.randomUUID(), now, event);
  }

  private HttpCall request(String id, Instant now, JsonObject event) {
    byte[] body = json.write(event);
    return new HttpCall(
        "POST",
        url,
        Map.of(
            "content-type",
            "application/json",
            "user-agent",
            "Rollcall",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(now.getEpochSecond()),
            "webhook-signature",
            signatures.of(id, now, body)),
        Body.of(body));
  }

  private Answer answer(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when answered.status() >= 200 && answered.status() < 300 ->
          new Done(null);
      case Answered answered -> new Failed(failure(answered));
    };
  }

  private Failure failure(Answered answered) {
    Failure failure = refusals.of(answered);
    return switch (answered.status()) {
      case GONE -> as(FailureKind.UNSUBSCRIBED, failure);
      // Nothing of ours can vanish at a webhook: a wrong path is a refusal.
      case NOT_FOUND -> as(FailureKind.REFUSED, failure);
      default -> failure;
    };
  }

  private static Failure as(FailureKind kind, Failure failure) {
    return new Failure(kind, failure.status(), failure.retryAfter(), failure.text());
  }
}
