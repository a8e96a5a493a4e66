package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.sql.Table.Memberships;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Connection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The actions on one type of resource, as statements within one transaction.
final class SqlCalls {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final SqlEndpoint endpoint;
  private final Connection connection;
  private final String type;
  private final Table table;
  private final SqlStatements statements;

  SqlCalls(SqlEndpoint endpoint, Connection connection, String type, Table table) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.type = type;
    this.table = table;
    this.statements = SqlStatements.of(table);
  }

  Mono<Answer> create(String id, JsonObject shape) {
    SqlShape wanted = SqlShape.of(table, type, shape);
    Optional<Answer> stranger = stranger(wanted);
    if (stranger.isPresent()) {
      return Mono.just(stranger.get());
    }
    return (isWithoutRow(wanted)
            ? remove(id)
            : change(statements.upsert(wanted.columns().keySet()), row(id, wanted.columns())))
        .thenReturn(new Created(id, null));
  }

  /// Our id first; then a row of the same name, which is ours from now on where nobody owns it.
  Mono<Answer> resolve(String id, JsonObject shape) {
    SqlShape wanted = SqlShape.of(table, type, shape);
    JsonObject row = row(id, wanted.columns());
    return show(statements.select(), row)
        .switchIfEmpty(
            Mono.defer(() ->
                change(statements.claim(table), row)
                    .then(show(statements.selectByName(table), row))))
        .<Answer>map(this::found)
        .defaultIfEmpty(new NotFound());
  }

  Mono<Answer> reread(String remoteId) {
    return show(statements.select(), key(remoteId))
        .<Answer>map(this::found)
        .defaultIfEmpty(new NotFound());
  }

  Mono<Answer> update(String remoteId, JsonObject shadow, JsonObject shape) {
    SqlShape after = SqlShape.of(table, type, shape);
    Optional<Answer> stranger = stranger(after);
    if (stranger.isPresent()) {
      return Mono.just(stranger.get());
    }
    return isWithoutRow(after)
        ? remove(remoteId).thenReturn(new Done(null))
        : set(remoteId, SqlShape.of(table, type, shadow).changes(after));
  }

  Mono<Answer> activity(String remoteId, boolean active) {
    String column = table.active();
    if (column != null) {
      return set(remoteId, Map.of(column, JsonBoolean.of(active)));
    }
    return active ? set(remoteId, Map.of()) : remove(remoteId).thenReturn(new Done(null));
  }

  Mono<Answer> delete(String remoteId) {
    return remove(remoteId).thenReturn(new Done(null));
  }

  Mono<Answer> addMembers(String remoteId, List<String> members) {
    Memberships memberships = endpoint.memberships();
    if (memberships == null) {
      return Mono.just(new Done(null));
    }
    var of = new SqlStatements.OfMembers(memberships, endpoint.users());
    return show(statements.select(), key(remoteId))
        .flatMap(_ -> change(of.add(), pairs(memberships, remoteId, members)))
        .<Answer>map(_ -> new Done(null))
        .defaultIfEmpty(vanished());
  }

  Mono<Answer> removeMembers(String remoteId, List<String> members) {
    Memberships memberships = endpoint.memberships();
    if (memberships == null) {
      return Mono.just(new Done(null));
    }
    var of = new SqlStatements.OfMembers(memberships, endpoint.users());
    return change(of.remove(), pairs(memberships, remoteId, members)).thenReturn(new Done(null));
  }

  private Mono<Answer> set(String remoteId, Map<String, Json> changes) {
    Mono<Long> rows =
        changes.isEmpty()
            ? show(statements.select(), key(remoteId)).map(_ -> 1L).defaultIfEmpty(0L)
            : change(statements.update(changes.keySet()), row(remoteId, changes));
    return rows.map(count -> count == 0 ? vanished() : new Done(null));
  }

  private Mono<Long> remove(String remoteId) {
    return leave(remoteId).then(change(statements.delete(), key(remoteId)));
  }

  /// Memberships go first, since they may refer to the row.
  private Mono<Void> leave(String remoteId) {
    Memberships memberships = endpoint.memberships();
    if (memberships == null) {
      return Mono.empty();
    }
    var of = new SqlStatements.OfMembers(memberships, endpoint.users());
    String column = type.equals("User") ? memberships.member() : memberships.group();
    JsonArray rows = new JsonArray(List.<Json>of(JsonObject.of(column, new JsonString(remoteId))));
    return change(of.removeAll(column), rows).then();
  }

  private Answer found(JsonObject row) {
    String key = row.text(table.key()).orElse("");
    return new Found(key, null, SqlShape.json(table, type, row));
  }

  private static Answer vanished() {
    return new Failed(Failure.of(FailureKind.VANISHED, "The target has no such row any more"));
  }

  private static Optional<Answer> stranger(SqlShape shape) {
    return shape
        .stranger()
        .map(name ->
            new Failed(
                Failure.of(
                    FailureKind.UNMAPPABLE,
                    "The mapping's result has '" + name + "', which is no name of a column")));
  }

  private boolean isWithoutRow(SqlShape shape) {
    return type.equals("User") && !shape.active() && table.active() == null;
  }

  private JsonObject key(String remoteId) {
    return JsonObject.of(table.key(), new JsonString(remoteId));
  }

  private JsonObject row(String remoteId, Map<String, Json> columns) {
    return key(remoteId).toBuilder().putAll(columns).build();
  }

  private static JsonArray pairs(Memberships memberships, String group, List<String> members) {
    var rows = new ArrayList<Json>();
    for (String member : members) {
      rows.add(
          JsonObject.builder()
              .put(memberships.group(), group)
              .put(memberships.member(), member)
              .build());
    }
    return new JsonArray(rows);
  }

  private Mono<Long> change(String sql, Json parameter) {
    return Flux.from(
            connection.createStatement(sql).bind("$1", JSON.writeText(parameter)).execute())
        .flatMap(result -> result.getRowsUpdated())
        .reduce(0L, Long::sum);
  }

  private Mono<JsonObject> show(String sql, Json parameter) {
    return Flux.from(
            connection.createStatement(sql).bind("$1", JSON.writeText(parameter)).execute())
        .concatMap(result -> result.map((row, _) -> text(row.get(0, String.class))))
        .next();
  }

  private static JsonObject text(@Nullable String json) {
    return JSON.readObject(Objects.requireNonNull(json).getBytes(StandardCharsets.UTF_8));
  }
}
