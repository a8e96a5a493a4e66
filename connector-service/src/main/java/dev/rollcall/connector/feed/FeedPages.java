package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.FeedReader.Slice;
import dev.rollcall.connector.feed.core.Place;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Within;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Reads a feed a page at a time, and waits where there is none yet.
final class FeedPages {
  private final FeedReader reader;
  private final FeedBell bell;

  FeedPages(FeedReader reader, FeedBell bell) {
    this.reader = reader;
    this.bell = bell;
  }

  /// What followed a place is kept no more.
  static final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Returns what follows a place.
  ///
  /// @param wait how long an empty page is held back, at most
  /// @throws GoneException as a signal
  Mono<Page> page(Feed feed, Place place, int limit, Duration wait) {
    return switch (place) {
      case Behind(var position) -> entries(feed, position, limit, wait);
      case Within within -> present(feed, within, limit);
    };
  }

  private Mono<Page> entries(Feed feed, long position, int limit, Duration wait) {
    return slice(feed, position, limit)
        .flatMap(page ->
            page.entries().isEmpty() && !wait.isZero()
                ? bell.beyond(feed.lane(), position)
                    .timeout(wait, Mono.just(false))
                    .flatMap(came -> came ? slice(feed, position, limit) : Mono.just(page))
                : Mono.just(page));
  }

  private Mono<Page> slice(Feed feed, long position, int limit) {
    return reader
        .after(feed.lane(), position, limit)
        .filter(slice -> position >= slice.extent().pruned())
        .switchIfEmpty(Mono.error(GoneException::new))
        .map(slice -> page(slice, position));
  }

  private static Page page(Slice slice, long position) {
    long last = position;
    for (Entry entry : slice.entries()) {
      last++;
      if (!entry.place().equals(new Behind(last))) {
        throw new IllegalStateException("A feed lacks position " + last);
      }
    }
    return new Page(slice.entries(), new Behind(last), last >= slice.extent().head());
  }

  private Mono<Page> present(Feed feed, Within place, int limit) {
    return reader
        .present(feed.lane(), place, limit)
        .flatMap(entries -> {
          if (!entries.isEmpty()) {
            return Mono.just(new Page(entries, entries.getLast().place(), false));
          }
          return switch (place.ended()) {
            case Behind(var position) -> slice(feed, position, limit);
            case Within next -> present(feed, next, limit);
          };
        });
  }
}
