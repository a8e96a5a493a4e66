package dev.rollcall.connector.feed.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.Cursors;
import dev.rollcall.connector.feed.Entry;
import dev.rollcall.connector.feed.Feed;
import dev.rollcall.connector.feed.FeedReader;
import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Stage;
import dev.rollcall.connector.feed.core.Place.Within;
import dev.rollcall.connector.feed.core.Telling;
import dev.rollcall.connector.feed.core.What;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// What feeds hold, in PostgreSQL.
public final class PostgresFeedReader implements FeedReader {
  private final Database database;
  private final Limits.Feed limits;

  public PostgresFeedReader(Database database, Limits.Feed limits) {
    this.database = database;
    this.limits = limits;
  }

  private record Row(Extent extent, Optional<Entry> entry) {}

  private record MemberRow(String group, String member, String type) {}

  @Override
  public Mono<Feed> find(String tenant, String targetName) {
    return database
        .relaxed()
        .sql(FeedSql.FIND)
        .bind("tenant", tenant)
        .bind("name", targetName)
        .map(row -> new Feed(FeedRows.text(row, "target_id"), cursors(row), FeedRows.extent(row)))
        .one();
  }

  @Override
  public Mono<Slice> after(String lane, long position, int limit) {
    return database
        .relaxed()
        .sql(FeedSql.AFTER)
        .bind("target", lane)
        .bind("position", position)
        .bind("limit", limit)
        .bind("bytes", (long) limits.pageBytesMax())
        .map(row -> new Row(FeedRows.extent(row), entry(row)))
        .all()
        .collectList()
        .filter(rows -> !rows.isEmpty())
        .map(rows ->
            new Slice(
                rows.getFirst().extent(),
                rows.stream().flatMap(row -> row.entry().stream()).toList()));
  }

  @Override
  public Mono<List<Entry>> present(String lane, Within place, int limit) {
    return switch (place.stage()) {
      case USERS -> resources(lane, place, "User", limit);
      case GROUPS -> resources(lane, place, "Group", limit);
      case MEMBERS -> members(lane, place, limit);
    };
  }

  private Mono<List<Entry>> resources(String lane, Within place, String type, int limit) {
    return database
        .relaxed()
        .sql(FeedSql.PRESENT_RESOURCES)
        .bind("target", lane)
        .bind("type", type)
        .bind("key", place.key())
        .bind("start", place.start())
        .bind("limit", limit)
        .bind("bytes", (long) limits.pageBytesMax())
        .map(row -> {
          ResourceRef resource = FeedRows.resource(row);
          return present(
              new Within(place.start(), place.stage(), resource.id().value(), ""),
              What.CREATED,
              resource,
              Telling.data(resource, FeedRows.object(row, "shape")));
        })
        .all()
        .collectList();
  }

  private Mono<List<Entry>> members(String lane, Within place, int limit) {
    return database
        .relaxed()
        .sql(FeedSql.PRESENT_MEMBERS)
        .bind("target", lane)
        .bind("key", place.key())
        .bind("start", place.start())
        .bind("member", place.member())
        .bind("limit", limit)
        .map(row ->
            new MemberRow(
                FeedRows.text(row, "group_id"),
                FeedRows.text(row, "member_id"),
                FeedRows.text(row, "member_type")))
        .all()
        .bufferUntilChanged(MemberRow::group)
        .map(rows -> joined(place.start(), rows))
        .collectList();
  }

  private static Entry joined(long start, List<MemberRow> rows) {
    MemberRow last = rows.getLast();
    var resource = new ResourceRef("Group", new ResourceId(last.group()));
    var members = new ArrayList<Json>();
    for (MemberRow row : rows) {
      members.add(JsonObject.builder().put("value", row.member()).put("type", row.type()).build());
    }
    return present(
        new Within(start, Stage.MEMBERS, last.group(), last.member()),
        What.MEMBERS_ADDED,
        resource,
        JsonObject.builder()
            .put("id", last.group())
            .put("members", new JsonArray(members))
            .build());
  }

  private static Entry present(Within place, What what, ResourceRef resource, JsonObject data) {
    return new Entry(place, what.logicalName(), resource, null, data);
  }

  @Override
  public Mono<Map<String, Long>> heads(Collection<String> lanes) {
    return database
        .relaxed()
        .sql(FeedSql.HEADS)
        .bind("targets", lanes.toArray(String[]::new))
        .map(row -> Map.entry(FeedRows.text(row, "target_id"), FeedRows.number(row, "head")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Optional<Entry> entry(Readable row) {
    Long position = row.get("position", Long.class);
    return position == null
        ? Optional.empty()
        : Optional.of(
            new Entry(
                new Behind(position),
                FeedRows.text(row, "what"),
                FeedRows.resource(row),
                Objects.requireNonNull(row.get("appended_at", Instant.class)),
                FeedRows.object(row, "data")));
  }

  private static Cursors cursors(Readable row) {
    ByteBuffer secret = Objects.requireNonNull(row.get("secret", ByteBuffer.class));
    byte[] bytes = new byte[secret.remaining()];
    secret.get(bytes);
    return new Cursors(bytes);
  }
}
