package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// All rows of a table in the order of their keys: each page begins behind the last key, whatever
/// was added or taken away before it.
final class SqlListing implements Reading<Shown> {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final SqlApp app;
  private final String type;
  private final Table table;
  private final int pageSize;
  private @Nullable String lastKey;

  SqlListing(SqlApp app, String type, Table table, int pageSize) {
    this.app = app;
    this.type = type;
    this.table = table;
    this.pageSize = pageSize;
  }

  @Override
  public Mono<Portion<Shown>> next() {
    return Mono.defer(() -> {
      String key = lastKey;
      String sql = SqlStatements.of(table).page(key == null, pageSize);
      String parameter =
          key == null ? null : JSON.writeText(JsonObject.of(table.key(), new JsonString(key)));
      return app.texts(sql, parameter, pageSize).map(this::shown);
    });
  }

  private Portion<Shown> shown(Portion<String> rows) {
    return switch (rows) {
      case Portion.Failed<String>(var failure, var again) -> new Portion.Failed<>(failure, again);
      case Portion.Page<String>(var texts, var last) -> shown(texts, last);
    };
  }

  private Portion<Shown> shown(List<String> texts, boolean last) {
    var all = new ArrayList<Shown>();
    for (String text : texts) {
      JsonObject row = JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
      String key = row.text(table.key()).orElse("");
      if (key.isEmpty()) {
        return new Portion.Failed<>(
            Failure.of(
                FailureKind.UNUSABLE_ANSWER,
                "A row's '" + table.key() + "' is no text, and cannot be an id of ours"),
            false);
      }
      all.add(new Shown(key, key, key, SqlShape.json(table, type, row)));
    }
    if (!all.isEmpty()) {
      lastKey = all.getLast().remoteId();
    }
    return new Portion.Page<>(all, last);
  }
}
