package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.intake.ReadModel.Changes;
import dev.rollcall.connector.intake.core.FoldedBatch;
import dev.rollcall.connector.intake.core.FoldedBatch.BarrierRow;
import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import dev.rollcall.connector.intake.core.FoldedBatch.GapRow;
import dev.rollcall.connector.intake.core.FoldedBatch.MemberRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Raise;
import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import dev.rollcall.connector.intake.core.FoldedBatch.RowKey;
import dev.rollcall.connector.intake.core.FoldedBatch.TouchedRow;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.FactCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes a folded batch with one statement a table, whatever its size.
final class BatchWriter {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Connection connection;

  BatchWriter(Connection connection) {
    this.connection = connection;
  }

  void write(Changes changes) throws SQLException {
    FoldedBatch batch = changes.batch();
    // A target that is being configured reads the whole read model under the exclusive form of this
    // lock, so that no resource falls between its first fill and what follows.
    execute(IntakeSql.SHARE_FILL_LOCK);
    resources(batch.resources());
    touched(batch.touched());
    joined(batch.joined());
    left(batch.left());
    rescoped(batch.left(), 0L);
    rescoped(batch.joined(), 1L);
    deleted(batch.deleted());
    gaps(batch.gaps());
    barriers(batch.barriers());
    events(batch.events());
    raises(batch.raises());
    reserved(batch.reserved());
    new ClockWriter(connection).write(batch.events());
    new ActWriter(connection).write(batch.reserved(), changes.historySeq());
  }

  private void resources(List<ResourceRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.RESOURCES,
          text(rows, row -> row.key().tenant()),
          text(rows, row -> row.key().id()),
          text(rows, ResourceRow::type),
          numbers(rows, ResourceRow::version),
          text(rows, row -> json(row.document())),
          numbers(rows, ResourceRow::seq),
          text(rows, row -> row.recordedAt().toString()));
    }
  }

  private void touched(List<TouchedRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.TOUCHED,
          text(rows, row -> row.key().tenant()),
          text(rows, row -> row.key().id()),
          numbers(rows, TouchedRow::version),
          numbers(rows, TouchedRow::seq));
    }
  }

  private void joined(List<MemberRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.JOINED,
          text(rows, MemberRow::tenant),
          text(rows, MemberRow::groupId),
          text(rows, MemberRow::memberId),
          text(rows, MemberRow::type),
          numbers(rows, MemberRow::seq));
    }
  }

  private void left(List<MemberRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.LEFT,
          text(rows, MemberRow::tenant),
          text(rows, MemberRow::groupId),
          text(rows, MemberRow::memberId));
    }
  }

  private void rescoped(List<MemberRow> rows, long priority) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.RESCOPED,
          text(rows, MemberRow::tenant),
          text(rows, MemberRow::groupId),
          text(rows, MemberRow::memberId),
          numbers(rows, MemberRow::seq),
          numbers(rows, _ -> priority));
    }
  }

  private void deleted(List<RowKey> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(IntakeSql.RESCOPED_BY_DELETION, text(rows, RowKey::tenant), text(rows, RowKey::id));
      execute(IntakeSql.DELETED_GROUPS, text(rows, RowKey::tenant), text(rows, RowKey::id));
      execute(IntakeSql.DELETED_MEMBERS, text(rows, RowKey::tenant), text(rows, RowKey::id));
    }
  }

  private void gaps(List<GapRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.GAPS,
          text(rows, GapRow::tenant),
          text(rows, GapRow::groupId),
          text(rows, GapRow::memberId),
          numbers(rows, GapRow::seq),
          flags(rows, GapRow::removalOwed));
    }
  }

  private void barriers(List<BarrierRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.BARRIERS,
          text(rows, row -> row.key().tenant()),
          text(rows, row -> row.key().id()),
          numbers(rows, BarrierRow::seq),
          numbers(rows, row -> (long) row.ordinal()),
          text(rows, row -> row.deactivated() ? "deactivated" : "reactivated"));
    }
  }

  private void events(List<EventRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.EVENTS,
          text(rows, row -> row.key().tenant()),
          text(rows, row -> row.key().id()),
          numbers(rows, EventRow::seq),
          numbers(rows, row -> (long) row.ordinal()),
          text(rows, EventRow::eventId),
          text(rows, row -> row.recordedAt().toString()),
          text(rows, EventRow::requestId),
          text(rows, row -> json(FactCodec.toJson(row.fact()))));
    }
  }

  private void raises(List<Raise> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.RAISES,
          text(rows, row -> row.key().tenant()),
          text(rows, row -> row.key().id()),
          text(rows, Raise::type),
          numbers(rows, Raise::seq),
          numbers(rows, row -> (long) row.priority()),
          text(rows, row -> row.since().toString()),
          text(rows, row -> String.join(",", row.requestIds())));
    }
  }

  private void reserved(List<ReservedRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      execute(
          IntakeSql.RESERVED,
          text(rows, ReservedRow::tenant),
          text(rows, row -> row.type().typeName()),
          text(rows, ReservedRow::name),
          numbers(rows, ReservedRow::version),
          text(rows, row -> json(row.document())),
          numbers(rows, ReservedRow::seq),
          text(rows, row -> row.recordedAt().toString()),
          text(rows, ReservedRow::requestId));
    }
  }

  private static @Nullable String json(@Nullable JsonObject document) {
    return document == null ? null : JSON.writeText(document);
  }

  private <T> java.sql.Array text(List<T> rows, Function<T, @Nullable String> column)
      throws SQLException {
    return connection.createArrayOf("text", rows.stream().map(column).toArray());
  }

  private <T> java.sql.Array numbers(List<T> rows, Function<T, Long> column) throws SQLException {
    return connection.createArrayOf("int8", rows.stream().map(column).toArray());
  }

  private <T> java.sql.Array flags(List<T> rows, Function<T, Boolean> column) throws SQLException {
    return connection.createArrayOf("bool", rows.stream().map(column).toArray());
  }

  private void execute(String sql, java.sql.Array... columns) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < columns.length; index++) {
        statement.setArray(index + 1, columns[index]);
      }
      statement.execute();
    }
  }
}
