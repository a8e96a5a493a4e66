package dev.rollcall.connector.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.feed.core.Acknowledgement;
import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.connector.feed.core.Place;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Within;
import dev.rollcall.connector.feed.core.Start;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What consumers of feeds may ask: read behind a cursor, wait, follow, acknowledge.
public final class Feeds {
  private final FeedReader reader;
  private final FeedProgress progress;
  private final FeedBell bell;
  private final FeedPages pages;
  private final Limits.Feed limits;
  private final OpenRequests reads;
  private final OpenRequests waits;

  Feeds(FeedReader reader, FeedProgress progress, FeedBell bell, Limits.Feed limits) {
    this.reader = reader;
    this.progress = progress;
    this.bell = bell;
    this.pages = new FeedPages(reader, bell);
    this.limits = limits;
    this.reads = new OpenRequests(limits.readsPerTenantMax(), limits.openMax());
    this.waits = new OpenRequests(limits.waitsPerTenantMax(), limits.openMax());
  }

  /// Which feed is asked for: a target by the name that its tenant knows.
  public record Which(String tenant, String target) {}

  /// Where a reader wants to begin.
  ///
  /// @param cursor a cursor, or null for behind what is acknowledged
  /// @param present whether the present state is wanted first, where there is no cursor
  public record From(@Nullable String cursor, boolean present) {}

  /// A page with the cursors of its feed.
  ///
  /// @param ended whether the present state ended with it
  public record Shown(Page page, Feed feed, boolean ended) {
    /// Returns the cursor of a place.
    public String cursor(Place place) {
      return feed.cursors().print(place);
    }
  }

  /// How far a consumer is.
  public record Acknowledged(Extent extent, String cursor) {}

  /// Where to go.
  public sealed interface Goal {
    /// The first entry that is kept.
    record Earliest() implements Goal {}

    /// Behind the last entry.
    record Latest() implements Goal {}

    /// A place that was given out.
    record Given(String cursor) implements Goal {}
  }

  /// Returns a page. Where there is nothing, it waits for something.
  ///
  /// @param wait how long, at most; zero to be answered at once
  public Mono<Reply<Shown>> read(Which which, From from, int limit, Duration wait) {
    OpenRequests open = wait.isZero() ? reads : waits;
    return Mono.defer(() ->
        open.enter(which.tenant())
            ? started(which, from, (feed, place) -> shown(feed, place, limit, wait))
                .doFinally(_ -> open.leave(which.tenant()))
            : Mono.just(new Reply.Busy<>()));
  }

  private Mono<Shown> shown(Feed feed, Place place, int limit, Duration wait) {
    return pages
        .page(feed, place, limit, wait)
        .map(page ->
            new Shown(page, feed, place instanceof Within && page.next() instanceof Behind));
  }

  /// Returns pages as they come, an empty one whenever nothing has come for a while. It ends after
  /// a time that is the same for all, and where what follows is kept no more: whoever goes on shows
  /// the last cursor. At most one page is read ahead of what was taken.
  public Mono<Reply<Flux<Shown>>> follow(Which which, From from) {
    return isFull(which.tenant())
        ? Mono.just(new Reply.Busy<>())
        : started(which, from, (feed, place) -> Mono.just(followed(which.tenant(), feed, place)));
  }

  private boolean isFull(String tenant) {
    if (!waits.enter(tenant)) {
      return true;
    }
    waits.leave(tenant);
    return false;
  }

  private Flux<Shown> followed(String tenant, Feed feed, Place begin) {
    return Flux.defer(() -> {
      // The last place may have been taken since the answer began.
      if (!waits.enter(tenant)) {
        return Flux.empty();
      }
      var at = new AtomicReference<>(begin);
      return Mono.defer(() -> shown(feed, at.get(), limits.streamPage(), limits.heartbeat()))
          .doOnNext(shown -> at.set(shown.page().next()))
          .repeat(bell::isRunning)
          .takeUntilOther(Mono.delay(limits.streamMax()))
          .onErrorComplete(FeedPages.GoneException.class)
          .doFinally(_ -> waits.leave(tenant));
    });
  }

  /// Acknowledges everything up to a cursor.
  public Mono<Reply<Acknowledged>> acknowledge(Which which, String cursor) {
    return within(
        which,
        placed(
            which,
            cursor,
            (feed, place) ->
                switch (Acknowledgement.of(feed.extent(), place)) {
                  case Acknowledgement.To(var position) ->
                      progress.acknowledge(feed.lane(), position).map(extent -> told(feed, extent));
                  case Acknowledgement.Same _ -> Mono.just(told(feed, feed.extent()));
                  case Acknowledgement.Gone _ -> Mono.just(new Reply.Gone<>());
                  case Acknowledgement.Unknown _ -> Mono.just(new Reply.Unknown<>());
                }));
  }

  /// Takes a place among the tenant's requests, or none of it happens.
  private <T> Mono<Reply<T>> within(Which which, Mono<Reply<T>> request) {
    return Mono.defer(() ->
        reads.enter(which.tenant())
            ? request.doFinally(_ -> reads.leave(which.tenant()))
            : Mono.just(new Reply.Busy<>()));
  }

  /// Sets what is acknowledged, back or onward.
  public Mono<Reply<Acknowledged>> seek(Which which, Goal goal) {
    return within(
        which,
        switch (goal) {
          case Goal.Earliest _ ->
              found(which, feed -> seek(feed, new Behind(feed.extent().pruned())));
          case Goal.Latest _ -> found(which, feed -> seek(feed, new Behind(feed.extent().head())));
          case Goal.Given(var cursor) -> placed(which, cursor, this::seek);
        });
  }

  private Mono<Reply<Acknowledged>> seek(Feed feed, Place place) {
    return switch (Acknowledgement.seek(feed.extent(), place)) {
      case Acknowledgement.To(var position) ->
          progress
              .seek(feed.lane(), position)
              .map(extent -> told(feed, extent))
              .defaultIfEmpty(new Reply.Gone<>());
      case Acknowledgement.Same _ -> Mono.just(told(feed, feed.extent()));
      case Acknowledgement.Gone _ -> Mono.just(new Reply.Gone<>());
      case Acknowledgement.Unknown _ -> Mono.just(new Reply.Unknown<>());
    };
  }

  private static Reply<Acknowledged> told(Feed feed, Extent extent) {
    String cursor = feed.cursors().print(new Behind(extent.acknowledged()));
    return new Reply.Good<>(new Acknowledged(extent, cursor));
  }

  /// How many requests wait here.
  int waiting() {
    return waits.count();
  }

  private <T> Mono<Reply<T>> started(
      Which which, From from, BiFunction<Feed, Place, Mono<T>> then) {
    return found(
        which,
        feed -> {
          Optional<Place> given =
              Optional.ofNullable(from.cursor()).flatMap(it -> feed.cursors().read(it));
          if (from.cursor() != null && given.isEmpty()) {
            return Mono.just(new Reply.Unknown<>());
          }
          Start start =
              given.isEmpty() && from.present()
                  ? Start.atPresent(feed.extent())
                  : Start.at(feed.extent(), given.orElse(null));
          return switch (start) {
            case Start.At(var place) -> good(then.apply(feed, place));
            case Start.Gone _ -> Mono.just(new Reply.Gone<>());
            case Start.Unknown _ -> Mono.just(new Reply.Unknown<>());
          };
        });
  }

  private static <T> Mono<Reply<T>> good(Mono<T> it) {
    return it.<Reply<T>>map(Reply.Good::new)
        .onErrorResume(FeedPages.GoneException.class, _ -> Mono.just(new Reply.Gone<>()));
  }

  private Mono<Reply<Acknowledged>> placed(
      Which which, String cursor, BiFunction<Feed, Place, Mono<Reply<Acknowledged>>> then) {
    return found(
        which,
        feed ->
            feed.cursors()
                .read(cursor)
                .map(place -> then.apply(feed, place))
                .orElseGet(() -> Mono.just(new Reply.Unknown<>())));
  }

  private <T> Mono<Reply<T>> found(Which which, Function<Feed, Mono<Reply<T>>> then) {
    return reader
        .find(which.tenant(), which.target())
        .flatMap(then)
        .defaultIfEmpty(new Reply.NoFeed<>());
  }
}
