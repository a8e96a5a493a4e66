package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.connector.feed.core.Place.Within;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Port to what feeds hold. No connection is held between two calls.
public interface FeedReader {

  /// Finds the feed of a target by the name that its tenant knows; empty where it has none.
  Mono<Feed> find(String tenant, String targetName);

  /// Returns entries behind a position in their order, with how far the feed was at that moment;
  /// empty where the feed is not there any more.
  Mono<Slice> after(String lane, long position, int limit);

  /// Returns a part of the present state behind a place; none where its stage is read.
  Mono<List<Entry>> present(String lane, Within place, int limit);

  /// Returns how far feeds are.
  Mono<Map<String, Long>> heads(Collection<String> lanes);

  /// Entries, and how far the feed was when they were read.
  record Slice(Extent extent, List<Entry> entries) {
    public Slice {
      entries = List.copyOf(entries);
    }
  }
}
