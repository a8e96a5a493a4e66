package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.connector.target.rest.RestReplies.Told;
import dev.rollcall.connector.target.rest.RestReplies.Unreadable;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A list, page by page. A page is the last one where the app says so, or where nothing is behind
/// it; a short one is not believed to be, because many apps give fewer than they are asked for.
///
/// @param <T> what is made of each resource
final class RestListing<T> implements Reading<T> {
  /// How apps refuse a page behind the last one.
  private static final Set<Integer> REFUSED = Set.of(400, 416, 422);

  private final RestApp app;
  private final Template template;
  private final Function<Told.It, T> making;
  private final Course course;

  /// @param making makes of each resource on the list what is read
  /// @param course where the reading begins
  RestListing(RestApp app, Template template, Function<Told.It, T> making, Course course) {
    this.app = app;
    this.template = template;
    this.making = making;
    this.course = course;
  }

  @Override
  public Mono<Portion<T>> next() {
    return Mono.defer(() ->
        switch (course.request(app.requests(), template)) {
          case RestRequests.Written.Request(HttpCall call) ->
              // Expressions may take a while, and the thread that brought the page has others to
              // serve.
              app.outbound()
                  .send(call)
                  .publishOn(Schedulers.boundedElastic())
                  .map(reply -> portion(call, reply));
          case RestRequests.Written.Impossible(var why) -> Mono.just(unusable(why));
        });
  }

  private Portion<T> portion(HttpCall call, Reply reply) {
    try {
      return switch (reply) {
        case Unanswered(var failure) -> new Portion.Failed<>(failure, true);
        case Answered answered when template.statuses().done().contains(answered.status()) ->
            page(call, answered);
        case Answered answered when course.isComplete() && REFUSED.contains(answered.status()) ->
            new Portion.Page<>(List.of(), true);
        // Some apps have no page behind the last one.
        case Answered answered
            when RestReplies.isAbsent(template, answered) && course.isNumberedAndBegun() -> {
          course.ended();
          yield new Portion.Page<>(List.of(), true);
        }
        case Answered answered ->
            new Portion.Failed<>(
                app.replies().failure(template, answered),
                !RestReplies.isAbsent(template, answered));
      };
    } catch (Unreadable e) {
      return unusable(String.valueOf(e.getMessage()));
    }
  }

  private Portion<T> page(HttpCall call, Answered answered) throws Unreadable {
    Json body = app.replies().body(answered);
    List<Json> items = items(body);
    var read = new ArrayList<T>();
    String first = null;
    for (Json item : items) {
      Optional<Told.It> it = app.replies().listed(template, item);
      if (it.isPresent()) {
        first = first == null ? it.get().remoteId() : first;
        read.add(making.apply(it.get()));
      }
    }
    boolean last = course.passed(new Course.Page(call.uri(), answered, body, items.size(), first));
    return new Portion.Page<>(read, last);
  }

  /// Some apps write an empty list as `null`; one that is not there at all is no list.
  private List<Json> items(Json body) throws Unreadable {
    String place = course.pages().items();
    @Nullable Json items = Pointer.at(body, place);
    return switch (items) {
      case JsonArray(var elements) -> elements;
      case JsonNull _ when !place.isEmpty() -> List.of();
      case null -> throw new Unreadable("The app's answer has no list where 'items' says");
      case Json _ -> throw new Unreadable("What 'items' names in the app's answer is no list");
    };
  }

  private static <T> Portion<T> unusable(String text) {
    return new Portion.Failed<>(Failure.of(FailureKind.UNUSABLE_ANSWER, text), false);
  }
}
