package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Draft;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Port to the end of a feed, where entries are appended.
public interface FeedLog {

  /// Returns what the entries so far make of resources; those of which there is nothing by them are
  /// left out.
  Mono<Map<String, JsonObject>> known(String lane, Collection<String> resourceIds);

  /// Appends entries in their order, all of them or none, so that they survive a crash. Each has
  /// the next position, and whoever sees one sees all before it.
  ///
  /// @param tenant whose feed it must be: another's may have begun under its name
  /// @param drafts at most one for each resource
  /// @return the position of the last one; empty where the feed is not there or has no room
  Mono<Long> append(String lane, String tenant, Terms terms, List<Draft> drafts);
}
