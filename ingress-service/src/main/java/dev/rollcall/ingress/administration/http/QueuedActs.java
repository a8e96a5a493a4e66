package dev.rollcall.ingress.administration.http;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Acts that were recorded a moment ago. Whoever asks for one at once, at the address that came
/// with the answer, may be quicker than the connector, which reads of it on the log.
final class QueuedActs {
  /// What the connector does not know for so long is not on its way to it.
  private static final Duration ON_ITS_WAY_MAX = Duration.ofMinutes(1);

  /// Of an act, and of what the connector says of one that it does not know.
  private static final int HELD_BYTES_MAX = 128 * 1024;

  private static final int TIME_BITS = 48;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final InternalClient projection;
  private final Clock clock;

  QueuedActs(InternalClient projection, Clock clock) {
    this.projection = projection;
    this.clock = clock;
  }

  /// An act on a target, or a replay, by the id that both have.
  record Place(TenantId tenant, String target, String actId) {}

  /// Returns what the connector says, or, where it knows of no such act yet, what was recorded.
  Mono<ReadAnswer> orQueued(Place place, ReadAnswer said) {
    return said.status() == HttpStatus.NOT_FOUND.value() && isRecent(place.actId())
        ? held(said)
            .flatMap(kept ->
                recorded(place)
                    .filter(act -> act.text("target").filter(place.target()::equals).isPresent())
                    .map(act -> queued(place, act))
                    .defaultIfEmpty(kept))
        : Mono.just(said);
  }

  /// The same answer, read to its end. What is not read keeps its buffers and its connection, and
  /// who asks the projection meanwhile may fail or hang up.
  private static Mono<ReadAnswer> held(ReadAnswer answer) {
    return BodyBytes.of(answer.body(), HELD_BYTES_MAX)
        .defaultIfEmpty(new byte[0])
        .map(bytes ->
            new ReadAnswer(
                answer.status(), answer.etag(), answer.retryAfter(), Flux.just(wrapped(bytes))));
  }

  /// Acts have ids that begin with their time (RFC 9562 section 5.7).
  private boolean isRecent(String id) {
    try {
      long high = UUID.fromString(id).getMostSignificantBits();
      var madeAt = Instant.ofEpochMilli(high >>> (Long.SIZE - TIME_BITS));
      return Duration.between(madeAt, clock.instant()).abs().compareTo(ON_ITS_WAY_MAX) <= 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Mono<JsonObject> recorded(Place place) {
    String path =
        "/internal/v1/"
            + InternalClient.encoded(place.tenant().value())
            + "/reserved/"
            + InternalClient.encoded(ReservedType.DELIVERY_ACT.typeName())
            + "/"
            + InternalClient.encoded(ReservedType.DELIVERY_ACT.id(place.actId()).value());
    return projection.answer(projection.request(HttpMethod.GET, path)).flatMap(this::document);
  }

  private Mono<JsonObject> document(ReadAnswer answer) {
    return answer.status() == HttpStatus.OK.value()
        ? BodyBytes.of(answer.body(), HELD_BYTES_MAX)
            .map(json::readObject)
            .map(body -> body.get("document") instanceof JsonObject act ? act : JsonObject.EMPTY)
        : dropped(answer).then(Mono.empty());
  }

  private ReadAnswer queued(Place place, JsonObject act) {
    JsonObject body =
        JsonObject.builder()
            .put("id", place.actId())
            .putAll(act.members())
            .put("state", "queued")
            .build();
    return new ReadAnswer(HttpStatus.OK.value(), null, null, Flux.just(wrapped(json.write(body))));
  }

  private static DataBuffer wrapped(byte[] bytes) {
    return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
  }

  private static Mono<Void> dropped(ReadAnswer answer) {
    return answer.body().doOnNext(DataBufferUtils::release).then();
  }
}
