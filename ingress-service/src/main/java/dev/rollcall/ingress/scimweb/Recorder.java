package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Decided;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.journal.Underway;
import dev.rollcall.ingress.scimweb.ScimWebConfiguration.WebParts;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.wire.BulkContent;
import dev.rollcall.scim.ScimError;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// Puts a command into the log, with who sent it and what it may repeat, and answers with its
/// decision.
final class Recorder {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int IDEMPOTENCY_KEY_CHARS_MAX = 255;

  /// How long somebody who is refused waits for an equal request to be answered.
  private static final Duration ELDER_WAIT_MAX = Duration.ofSeconds(1);

  /// How long after its arrival a request may be recorded once more.
  private static final Duration AGAIN_MAX = Duration.ofSeconds(8);

  private final Journal journal;
  private final UndeliveredAnswers undelivered;
  private final Underway underway = new Underway();
  private final UuidV7 ids;
  private final ErrorAnswers errors;
  private final Clock clock;
  private final String scimBaseUrl;
  private final Duration waitMax;

  Recorder(Journal journal, UndeliveredAnswers undelivered, UuidV7 ids, WebParts parts) {
    this.ids = ids;
    this.scimBaseUrl = parts.settings().scimBaseUrl();
    this.journal = journal;
    this.undelivered = undelivered;
    this.errors = parts.errors();
    this.clock = parts.clock();
    this.waitMax = parts.limits().waitMax();
  }

  /// Records a command.
  Mono<ServerResponse> record(
      ServerRequest request,
      Command command,
      BiFunction<Request, Decision, Mono<ServerResponse>> answer) {
    return recordDecided(
        request, command, (recorded, decided) -> answer.apply(recorded, decided.decision()));
  }

  /// The same, with what came along with the decision.
  Mono<ServerResponse> recordDecided(
      ServerRequest request,
      Command command,
      BiFunction<Request, Decided, Mono<ServerResponse>> answer) {
    String key = key(request);
    if (isWrong(key)) {
      return wrongKey();
    }
    var id = new RequestId(RequestIds.of(request.exchange()));
    Request first = request(request, id, command, key);
    Instant until = first.receivedAt().plus(AGAIN_MAX);
    var fingerprint = Fingerprint.of(first);
    List<RequestId> earlier = undelivered.take(fingerprint);
    var watched = new Watched(request.exchange(), fingerprint, id, earlier);
    watched.begin();
    Underway.Begun begun = underway.begin(fingerprint);
    AnswerWatch.begun(request.exchange(), begun);
    Request recorded = earlier.isEmpty() ? first : repeat(first, earlier);
    Preferences preferences = Preferences.of(request.headers().header("Prefer"));
    boolean async = preferences.respondAsync();
    return (async
            ? journal.decide(recorded, watched::appending, patience(preferences))
            : journal.decide(recorded, watched::appending))
        .doOnError(JournalException.class, watched::failed)
        .flatMap(decided -> {
          Mono<ServerResponse> answered = Mono.defer(() -> answer.apply(recorded, decided));
          boolean mayRepeat =
              key == null && decided.decision().outcome() instanceof Outcome.Refused;
          return mayRepeat
              ? others(fingerprint, begun, earlier)
                  .flatMap(
                      others -> again(new Asked(request, recorded, fingerprint, until), others))
                  .flatMap(once -> answer.apply(once.request(), once.decided()))
                  .switchIfEmpty(answered)
              : answered;
        })
        .switchIfEmpty(async ? Mono.defer(() -> later(recorded)) : Mono.empty());
  }

  static @Nullable String key(ServerRequest request) {
    return request.headers().firstHeader(IDEMPOTENCY_KEY);
  }

  static boolean isWrong(@Nullable String key) {
    return key != null && (key.isBlank() || key.length() > IDEMPOTENCY_KEY_CHARS_MAX);
  }

  Mono<ServerResponse> wrongKey() {
    String sentence = "Idempotency-Key has 1 to " + IDEMPOTENCY_KEY_CHARS_MAX + " characters.";
    return errors.answer(new ScimError(400, null, sentence));
  }

  /// What else a request may repeat that was refused: the one that it named was perhaps a repeat
  /// that was refused as well, or an equal one is being answered here, or was by another instance
  /// that has told of it since.
  private Mono<List<RequestId>> others(
      Fingerprint fingerprint, Underway.Begun begun, List<RequestId> earlier) {
    return earlier.size() > 1
        ? Mono.just(earlier.subList(1, earlier.size()))
        : begun
            .elderEnded()
            .timeout(ELDER_WAIT_MAX, Mono.empty())
            .then(Mono.fromSupplier(() -> undelivered.take(fingerprint)));
  }

  private record Asked(ServerRequest by, Request refused, Fingerprint fingerprint, Instant until) {}

  private record Once(Request request, Decided decided) {}

  /// Records a request once more, as the repeat of an equal one whose answer did not arrive, until
  /// one of them was not refused; empty where all were.
  private Mono<Once> again(Asked asked, List<RequestId> earlier) {
    if (earlier.isEmpty() || clock.instant().isAfter(asked.until())) {
      return Mono.empty();
    }
    var exchange = asked.by().exchange();
    var id = new RequestId(ids.next());
    RequestIds.renew(exchange, id.value());
    var watched = new Watched(exchange, asked.fingerprint(), id, earlier);
    watched.begin();
    Request once = repeat(request(asked.by(), id, asked.refused().command(), null), earlier);
    return journal
        .decide(once, watched::appending)
        .doOnError(JournalException.class, watched::failed)
        .flatMap(decided ->
            decided.decision().outcome() instanceof Outcome.Refused
                ? again(asked, earlier.subList(1, earlier.size()))
                : Mono.just(new Once(once, decided)));
  }

  /// Records one command of several that one call asks for, under an id of its own. It is no repeat
  /// of anything, and must be safe to be recorded again.
  Mono<Decision> recordBeside(ServerRequest request, Command command) {
    var id = new RequestId(ids.next());
    return journal.decide(request(request, id, command, null), () -> {}).map(Decided::decision);
  }

  /// How long who asked not to wait waits all the same.
  private Duration patience(Preferences preferences) {
    Duration asked = preferences.patience();
    return asked.compareTo(waitMax) > 0 ? waitMax : asked;
  }

  /// The log has it; how it ends can be read under an address (RFC 9967 section 2.5.1).
  private Mono<ServerResponse> later(Request recorded) {
    String location =
        UriComponentsBuilder.fromUriString(scimBaseUrl)
            .pathSegment(AsyncHandler.ENDPOINT, recorded.id().value())
            .build()
            .toUriString();
    return ServerResponse.accepted()
        .header("Set-Txn", recorded.id().value())
        .header("Preference-Applied", "respond-async")
        .location(URI.create(location))
        .build();
  }

  /// The record of a command that may not be in the log yet.
  Request request(ServerRequest request, RequestId id, Command command, @Nullable String key) {
    return new Request(
        id, Callers.tenant(request), clock.instant(), Callers.actor(request), command, null, key);
  }

  /// The same as the repeat of the first of some. A bulk request names all, because each may have
  /// done something of it.
  private static Request repeat(Request request, List<RequestId> earlier) {
    Command command =
        request.command() instanceof Bulk bulk && earlier.size() > 1
            ? whole(request.id(), bulk, earlier)
            : request.command();
    return new Request(
        request.id(),
        request.tenant(),
        request.receivedAt(),
        request.actor(),
        command,
        earlier.getFirst(),
        request.idempotencyKey());
  }

  private static Bulk whole(RequestId id, Bulk bulk, List<RequestId> earlier) {
    return new Bulk(
        bulk.failOnErrors(),
        bulk.operations(),
        new BulkPart(id, 1, 1, 0, 0, BulkContent.of(bulk), earlier));
  }
}
