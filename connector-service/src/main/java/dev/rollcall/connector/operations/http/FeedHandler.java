package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.feed.Feeds;
import dev.rollcall.connector.feed.Feeds.Acknowledged;
import dev.rollcall.connector.feed.Feeds.From;
import dev.rollcall.connector.feed.Feeds.Goal;
import dev.rollcall.connector.feed.Feeds.Shown;
import dev.rollcall.connector.feed.Feeds.Which;
import dev.rollcall.connector.feed.Reply;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Feeds: `GET …/targets/{id}/feed`, as pages or as server-sent events, `POST …/feed/ack` and `POST
/// …/feed/seek`.
final class FeedHandler implements InternalPart {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  static final Set<String> PARAMETERS = Set.of("after", "from", "limit", "wait");
  private static final String CURSOR = "cursor";
  private static final String QUESTION =
      "'after' is a cursor, 'from' is 'present' and stands without a cursor, 'limit' is a whole"
          + " number from 1 to 1000, 'wait' is a whole number of seconds from 0 to ";

  private static final String BEGIN_ANEW = "begin with ?from=present, and go on from there.";

  private final Feeds feeds;
  private final Limits.Feed limits;

  FeedHandler(Feeds feeds, Limits.Feed limits) {
    this.feeds = feeds;
    this.limits = limits;
  }

  @Override
  public void routes(RouterFunctions.Builder inside) {
    inside
        .GET("/targets/{id}/feed", this::read)
        .POST("/targets/{id}/feed/ack", this::acknowledge)
        .POST("/targets/{id}/feed/seek", this::seek);
  }

  /// What is asked for.
  private record Question(From from, int limit, Duration patience) {}

  private Mono<ServerResponse> read(ServerRequest request) {
    Optional<Question> question = question(request);
    if (question.isEmpty()) {
      return JsonBody.refuse(HttpStatus.BAD_REQUEST, QUESTION + limits.waitMax().toSeconds() + ".");
    }
    Question asked = question.get();
    return FeedFrames.areWanted(request)
        ? feeds.follow(which(request), asked.from()).flatMap(reply -> answer(reply, this::stream))
        : feeds
            .read(which(request), asked.from(), asked.limit(), asked.patience())
            .flatMap(
                reply -> answer(reply, it -> JsonBody.write(HttpStatus.OK, FeedFrames.page(it))));
  }

  private Optional<Question> question(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    Optional<Duration> patience = patience(request);
    String from = request.queryParam("from").orElse("");
    // Whoever goes on with a stream has the old address, and says where it is in the header.
    String last = request.headers().firstHeader(FeedFrames.LAST_EVENT_ID);
    String after =
        FeedFrames.areWanted(request) && last != null && !last.isEmpty()
            ? last
            : request.queryParam("after").orElse(null);
    boolean good =
        limit.isPresent()
            && patience.isPresent()
            && Set.of("", "present").contains(from)
            && (from.isEmpty() || request.queryParam("after").isEmpty());
    return good
        ? Optional.of(new Question(new From(after, !from.isEmpty()), limit.get(), patience.get()))
        : Optional.empty();
  }

  private Optional<Duration> patience(ServerRequest request) {
    try {
      long seconds = request.queryParam("wait").map(Long::parseLong).orElse(0L);
      return seconds >= 0 && seconds <= limits.waitMax().toSeconds()
          ? Optional.of(Duration.ofSeconds(seconds))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private Mono<ServerResponse> stream(Flux<Shown> pages) {
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build((exchange, _) -> {
          var response = exchange.getResponse();
          Flux<DataBuffer> frames =
              FeedFrames.of(pages).map(frame -> response.bufferFactory().wrap(frame));
          // What is not flushed is not read.
          return response.writeAndFlushWith(frames.map(Mono::just));
        });
  }

  private Mono<ServerResponse> acknowledge(ServerRequest request) {
    return JsonBody.read(
        request,
        body -> {
          Optional<String> cursor = body.text(CURSOR);
          return cursor.isEmpty() || body.members().size() > 1
              ? JsonBody.refuse(HttpStatus.BAD_REQUEST, "'cursor' is what was read last.")
              : feeds
                  .acknowledge(which(request), cursor.get())
                  .flatMap(reply -> answer(reply, FeedHandler::progress));
        });
  }

  private Mono<ServerResponse> seek(ServerRequest request) {
    return JsonBody.read(
        request,
        body -> {
          Goal goal = goal(body);
          return goal == null
              ? JsonBody.refuse(
                  HttpStatus.BAD_REQUEST, "Say either 'cursor', or 'to': 'earliest' or 'latest'.")
              : feeds
                  .seek(which(request), goal)
                  .flatMap(reply -> answer(reply, FeedHandler::progress));
        });
  }

  private static @Nullable Goal goal(JsonObject body) {
    if (body.members().size() != 1) {
      return null;
    }
    return switch (body.text("to").orElse("")) {
      case "earliest" -> new Goal.Earliest();
      case "latest" -> new Goal.Latest();
      default -> body.text(CURSOR).map(Goal.Given::new).orElse(null);
    };
  }

  private static Mono<ServerResponse> progress(Acknowledged it) {
    return JsonBody.write(
        HttpStatus.OK,
        JsonObject.builder()
            .put("acknowledged", it.cursor())
            .put("unacknowledged", it.extent().unacknowledged())
            .build());
  }

  private <T> Mono<ServerResponse> answer(Reply<T> reply, Function<T, Mono<ServerResponse>> good) {
    return switch (reply) {
      case Reply.Good<T>(var it) -> good.apply(it);
      case Reply.NoFeed<T> _ ->
          JsonBody.refuse(HttpStatus.NOT_FOUND, "The tenant has no feed of this name.");
      case Reply.Unknown<T> _ ->
          JsonBody.refuse(
              HttpStatus.BAD_REQUEST,
              "The cursor is none of this feed's, or was given out before PostgreSQL was lost: "
                  + BEGIN_ANEW);
      case Reply.Gone<T> _ ->
          JsonBody.refuse(
              HttpStatus.GONE, "What followed this cursor is kept no more: " + BEGIN_ANEW);
      case Reply.Busy<T> _ -> busy();
    };
  }

  private static Mono<ServerResponse> busy() {
    var error = new ScimError(429, null, "Too many requests of this tenant are open at feeds.");
    return ServerResponse.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, "1")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JSON.write(Messages.error(error)));
  }

  private static Which which(ServerRequest request) {
    return new Which(request.pathVariable("tenant"), request.pathVariable("id"));
  }
}
