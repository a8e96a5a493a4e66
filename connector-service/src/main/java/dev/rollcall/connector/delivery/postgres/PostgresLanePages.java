package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keys of lanes in PostgreSQL, with what is known of them.
public final class PostgresLanePages implements LanePages {
  private static final String KEYS =
      """
      SELECT k.resource_id, k.resource_type, k.generation FROM connector.lane_key k
      WHERE k.target_id = :target AND k.resource_id > :after
        AND (:hold = '' OR k.hold_id = :hold) AND (:replay = '' OR k.replay_id = :replay)
      ORDER BY k.resource_id LIMIT :limit
      """;

  private final Database database;

  public PostgresLanePages(Database database) {
    this.database = database;
  }

  @Override
  public Mono<List<Glimpse>> page(LaneRef lane, Query query) {
    return database
        .relaxed()
        .sql(KEYS)
        .bind("target", lane.targetId())
        .bind("after", query.after())
        .bind("hold", query.holdId())
        .bind("replay", query.replayId())
        .bind("limit", query.limit())
        .map(PostgresLanePages::key)
        .all()
        .collectList()
        .flatMap(keys -> load(lane, keys));
  }

  @Override
  public Mono<List<Glimpse>> load(LaneRef lane, List<Key> keys) {
    return keys.isEmpty() ? Mono.just(List.of()) : loaded(lane, keys);
  }

  @Override
  public Mono<Map<String, Memberships>> memberships(LaneRef lane, List<Key> keys, Which which) {
    String[] groups =
        keys.stream()
            .filter(key -> key.resource().type().equals("Group"))
            .map(key -> key.resource().id().value())
            .toArray(String[]::new);
    return groups.length == 0
        ? Mono.just(Map.of())
        : Flux.fromIterable(statements(which))
            .concatMap(sql -> counted(lane, groups, sql))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Memberships::and));
  }

  private static List<String> statements(Which which) {
    return switch (which) {
      case DIFFERENT -> List.of(MembershipCountSql.DIFFERENT);
      case DOUBTED -> List.of(MembershipCountSql.DIFFERENT, MembershipCountSql.CONFIRMED);
      case PRESENT -> List.of(MembershipCountSql.PRESENT);
    };
  }

  private Flux<Map.Entry<String, Memberships>> counted(LaneRef lane, String[] groups, String sql) {
    return database
        .relaxed()
        .sql(sql)
        .bind("target", lane.targetId())
        .bind("tenant", lane.tenant())
        .bind("groups", groups)
        .map(row ->
            Map.entry(
                LaneRows.text(row, "group_id"),
                new Memberships(LaneRows.number(row, "joins"), LaneRows.number(row, "leaves"))))
        .all();
  }

  private Mono<List<Glimpse>> loaded(LaneRef lane, List<Key> keys) {
    return database
        .relaxed()
        .sql(LaneSql.LOAD_DIFFERENCES)
        .bind("target", lane.targetId())
        .bind("tenant", lane.tenant())
        .bind("fingerprint", lane.fingerprint())
        .bind("ids", keys.stream().map(key -> key.resource().id().value()).toArray(String[]::new))
        .map(row -> Map.entry(LaneRows.text(row, "resource_id"), LaneRows.material(row)))
        .all()
        .collectList()
        .flatMap(rows ->
            rows.isEmpty()
                ? Mono.error(() -> new ReconfiguredException(lane.targetId()))
                : Mono.just(glimpses(keys, rows)));
  }

  private static List<Glimpse> glimpses(List<Key> keys, List<Map.Entry<String, Material>> rows) {
    Map<String, Material> byId =
        rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return keys.stream()
        .filter(key -> byId.containsKey(key.resource().id().value()))
        .map(key ->
            new Glimpse(
                key.resource(),
                key.generation(),
                LaneRows.required(byId.get(key.resource().id().value()))))
        .toList();
  }

  private static Key key(Readable row) {
    var id = new ResourceId(LaneRows.text(row, "resource_id"));
    return new Key(
        new ResourceRef(LaneRows.text(row, "resource_type"), id),
        LaneRows.number(row, "generation"));
  }
}
