package dev.rollcall.ingress.scimweb;

import static dev.rollcall.ingress.Limits.Tenants.BODY_STEP_BYTES;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/// Request bodies within the limits. A large one is not read before there is room for what is made
/// of it: until then it waits with its client.
final class Bodies {
  private static final ScimError LATE = new ScimError(408, null, "The body did not come in time.");

  private final JsonCodec json = new JsonCodec(JsonLimits.CLIENT);
  private final Limits limits;
  private final Turns turns;

  /// @param turns how much of each tenant's large bodies is held, in steps of
  ///   [Limits.Tenants#BODY_STEP_BYTES]
  Bodies(Limits limits, Turns turns) {
    this.limits = limits;
    this.turns = turns;
  }

  /// Reads the body: 415 for another content type, 413 beyond the limit, `invalidSyntax` for what
  /// is no JSON object.
  Mono<Result<JsonObject>> read(ServerRequest request) {
    if (!ScimMedia.isReadable(request.headers().asHttpHeaders()) || isEncoded(request)) {
      String sentence = "Bodies are application/scim+json or application/json, not compressed.";
      return Mono.just(Result.refused(new ScimError(415, null, sentence)));
    }
    long length = length(request.headers().asHttpHeaders());
    Mono<Result<JsonObject>> read =
        BodyBytes.of(request.exchange().getRequest().getBody(), limits.bodyBytesMax())
            .defaultIfEmpty(new byte[0])
            .timeout(limits.tenants().bodyReadMax())
            .map(this::parse)
            .onErrorReturn(TimeoutException.class, Result.refused(LATE));
    // Of what is too long no more is read than of the longest.
    return length <= BODY_STEP_BYTES
        ? read
        : room(request, (int) Math.min(length, limits.bodyBytesMax())).then(read);
  }

  /// Who does not say how long its body is may send the longest.
  private long length(HttpHeaders headers) {
    return headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
        ? limits.bodyBytesMax()
        : headers.getContentLength();
  }

  /// Waits until there is room, which is given back when the exchange has ended.
  private Mono<Void> room(ServerRequest request, int bytes) {
    return turns
        .take(Callers.tenant(request), 1 + bytes / BODY_STEP_BYTES)
        .timeout(limits.tenants().bodyWaitMax())
        .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNAVAILABLE, it))
        .flatMap(turn -> {
          // First, so that somebody ends it who goes away in this moment.
          AnswerWatch.hold(request.exchange(), turn);
          return turn.claim() ? Mono.empty() : Mono.error(new JournalException(Reason.UNAVAILABLE));
        });
  }

  /// `identity` says that nothing was done to the body (RFC 9110 section 8.4.1).
  private static boolean isEncoded(ServerRequest request) {
    return request.headers().header(HttpHeaders.CONTENT_ENCODING).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .anyMatch(it -> !it.isEmpty() && !it.equalsIgnoreCase("identity"));
  }

  private Result<JsonObject> parse(byte[] bytes) {
    if (bytes.length == 0) {
      return Result.badRequest(ScimType.INVALID_SYNTAX, "The request has no body.");
    }
    try {
      return Result.ok(json.readObject(bytes));
    } catch (MalformedJsonException e) {
      return Result.badRequest(ScimType.INVALID_SYNTAX, e.getMessage() + ".");
    }
  }
}
