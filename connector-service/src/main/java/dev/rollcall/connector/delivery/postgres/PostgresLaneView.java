package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneView;
import dev.rollcall.connector.delivery.Load;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keys in PostgreSQL, looked at with the statements that workers use.
public final class PostgresLaneView implements LaneView {
  private static final String LOOK =
      """
      SELECT k.*, l.state AS lane_state, l.delivery, l.breaker_state, l.open_until, l.not_before,
        l.fingerprint, coalesce(n.state, 'none') AS link_state, n.remote_id,
        a.body ->> 'reason' AS discard_reason
      FROM connector.lane_key k
      JOIN connector.lane l ON l.target_id = k.target_id
      LEFT JOIN connector.link n ON n.target_id = k.target_id AND n.resource_id = k.resource_id
      LEFT JOIN connector.act a ON a.id = k.act_id AND k.state = 'discarded'
      WHERE k.tenant = :tenant AND k.target_id = :target AND k.resource_id = :resource
        AND l.state <> 'removed'
      """;

  private static final String TARGETS =
      """
      SELECT k.target_id FROM connector.lane l
      JOIN connector.lane_key k ON k.target_id = l.target_id AND k.resource_id = :resource
      WHERE l.tenant = :tenant AND l.state <> 'removed' AND k.tenant = :tenant ORDER BY k.target_id
      """;

  private final Database database;
  private final Limits.Delivery limits;

  public PostgresLaneView(Database database, Limits.Delivery limits) {
    this.database = database;
    this.limits = limits;
  }

  private DatabaseClient client() {
    return database.relaxed();
  }

  @Override
  public Flux<String> targets(String tenant, String resourceId) {
    return client()
        .sql(TARGETS)
        .bind("tenant", tenant)
        .bind("resource", resourceId)
        .map(row -> LaneRows.text(row, "target_id"))
        .all();
  }

  @Override
  public Mono<Look> look(String tenant, String targetId, String resourceId) {
    return client()
        .sql(LOOK)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("resource", resourceId)
        .map(PostgresLaneView::seen)
        .one()
        .flatMap(seen -> load(tenant, seen).map(load -> new Look(seen.lane(), seen.key(), load)));
  }

  private record Seen(LaneLook lane, KeyLook key, String fingerprint) {}

  private static Seen seen(Readable row) {
    boolean open = !"closed".equals(row.get("breaker_state", String.class));
    var lane =
        new LaneLook(
            LaneRows.text(row, "target_id"),
            "strict".equals(row.get("delivery", String.class)),
            LaneRows.text(row, "lane_state"),
            open ? row.get("open_until", Instant.class) : null,
            row.get("not_before", Instant.class));
    return new Seen(lane, key(row), LaneRows.text(row, "fingerprint"));
  }

  private static KeyLook key(Readable row) {
    return new KeyLook(
        new ResourceRef(
            LaneRows.text(row, "resource_type"), new ResourceId(LaneRows.text(row, "resource_id"))),
        LaneRows.text(row, "state"),
        LaneRows.flag(row, "in_scope"),
        LaneRows.number(row, "desired_seq"),
        LaneRows.number(row, "applied_seq"),
        LaneRows.required(row.get("due_at", Instant.class)),
        row.get("waiting_since", Instant.class),
        row.get("waits_for", String.class),
        trouble(row),
        LaneRows.text(row, "link_state"),
        row.get("remote_id", String.class),
        List.of(LaneRows.required(row.get("request_ids", String[].class))),
        discarded(row));
  }

  private static @Nullable Trouble trouble(Readable row) {
    String errorClass = row.get("last_error_class", String.class);
    return errorClass == null
        ? null
        : new Trouble(
            LaneRows.number(row, "attempt"),
            row.get("first_failed_at", Instant.class),
            row.get("last_failed_at", Instant.class),
            errorClass,
            row.get("last_status", Integer.class),
            Objects.requireNonNullElse(row.get("last_error", String.class), ""));
  }

  private static @Nullable Discarded discarded(Readable row) {
    String act = row.get("act_id", String.class);
    return act == null || !"discarded".equals(row.get("state", String.class))
        ? null
        : new Discarded(
            act, Objects.requireNonNullElse(row.get("discard_reason", String.class), ""));
  }

  private Mono<Load> load(String tenant, Seen seen) {
    String resource = seen.key().resource().id().value();
    return seen.lane().strict()
        ? events(seen.lane().targetId(), resource)
        : differences(tenant, seen, resource);
  }

  private Mono<Load> differences(String tenant, Seen seen, String resource) {
    return client()
        .sql(LaneSql.LOAD_DIFFERENCES)
        .bind("target", seen.lane().targetId())
        .bind("tenant", tenant)
        .bind("fingerprint", seen.fingerprint())
        .bind("ids", new String[] {resource})
        .map(LaneRows::material)
        .one()
        .flatMap(material ->
            gaps(tenant, seen, resource)
                .<Load>map(page ->
                    new Load.Differences(
                        material.withGaps(page, page.size() == limits.gapsMax()))));
  }

  private Mono<List<MemberGap>> gaps(String tenant, Seen seen, String resource) {
    if (!seen.key().resource().type().equals("Group")) {
      return Mono.just(List.of());
    }
    return client()
        .sql(LaneSql.LOAD_GAPS)
        .bind("target", seen.lane().targetId())
        .bind("tenant", tenant)
        .bind("group", resource)
        .bind("limit", limits.gapsMax())
        .map(LaneRows::gap)
        .all()
        .collectList();
  }

  private Mono<Load> events(String targetId, String resource) {
    Mono<List<Event>> events =
        client()
            .sql(LaneSql.LOAD_EVENTS)
            .bind("target", targetId)
            .bind("resource", resource)
            .bind("limit", limits.eventsMax())
            .map(LaneRows::event)
            .all()
            .collectList();
    return events.map(page -> new Load.Events(page, page.size() == limits.eventsMax()));
  }
}
