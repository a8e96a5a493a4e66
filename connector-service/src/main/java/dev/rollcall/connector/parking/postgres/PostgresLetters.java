package dev.rollcall.connector.parking.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.Letters;
import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.connector.parking.core.LetterFilter;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Parked keys in PostgreSQL.
public final class PostgresLetters implements Letters {
  private final Database database;
  private final Limits.Acts limits;

  public PostgresLetters(Database database, Limits.Acts limits) {
    this.database = database;
    this.limits = limits;
  }

  private DatabaseClient client() {
    return database.relaxed();
  }

  @Override
  public Mono<Boolean> hasTarget(Place place) {
    return LetterSql.at(client().sql(LetterSql.HAS_TARGET), place)
        .map(row -> Boolean.TRUE.equals(row.get("there", Boolean.class)))
        .one();
  }

  @Override
  public Mono<JsonObject> page(Place place, Question question) {
    return Mono.defer(() -> {
      LetterCursor from =
          question.cursor() == null ? LetterCursor.START : LetterCursor.read(question.cursor());
      return counts(place, question.filter().ofAnyClass())
          .flatMap(counts ->
              rows(place, question.filter(), from, question.limit())
                  .map(rows -> page(question, counts, rows)));
    });
  }

  /// One row more than is shown tells whether there are more.
  private Mono<List<LetterRow>> rows(
      Place place, LetterFilter filter, LetterCursor from, int limit) {
    GenericExecuteSpec spec =
        LetterSql.bind(LetterSql.at(client().sql(LetterSql.PAGE), place), filter);
    spec = LetterSql.time(spec, "at", from.at());
    return spec.bind("id", from.resourceId())
        .bind("limit", limit + 1)
        .map(row -> LetterRow.of(row, place.base()))
        .all()
        .collectList();
  }

  private static JsonObject page(Question question, List<Count> counts, List<LetterRow> rows) {
    Set<String> classes = question.filter().errorClasses();
    List<LetterRow> shown = rows.subList(0, Math.min(rows.size(), question.limit()));
    var json =
        JsonObject.builder()
            .put("total", total(counts, classes))
            .put("counts", counts(counts))
            .put("deadletters", array(shown));
    if (rows.size() > shown.size()) {
      json.put("cursor", shown.getLast().cursor().print());
    }
    return json.build();
  }

  @Override
  public Mono<JsonObject> dryRun(Place place, Act.OnKeys act) {
    Set<String> ids = act.selection().resourceIds();
    return ids == null ? dryRun(place, act, act.selection().filter()) : dryRun(place, act, ids);
  }

  private Mono<JsonObject> dryRun(Place place, Act.OnKeys act, LetterFilter filter) {
    return counts(place, filter)
        .flatMap(counts ->
            rows(place, filter, LetterCursor.START, limits.sample())
                .map(rows ->
                    run(act, total(counts, Set.of()), counts(counts))
                        .put("sample", array(first(rows)))
                        .build()));
  }

  private Mono<JsonObject> dryRun(Place place, Act.OnKeys act, Set<String> ids) {
    return LetterSql.at(client().sql(LetterSql.NAMED), place)
        .bind("ids", ids.toArray(String[]::new))
        .bind("states", ActSql.states(act).toArray(String[]::new))
        .map(row -> LetterRow.of(row, place.base()))
        .all()
        .collectList()
        .map(rows ->
            run(act, rows.size(), counts(LetterRow.counts(rows)))
                .put("notParked", ids.size() - rows.size())
                .put("sample", array(first(rows)))
                .build());
  }

  private List<LetterRow> first(List<LetterRow> rows) {
    return rows.subList(0, Math.min(rows.size(), limits.sample()));
  }

  private static JsonObject.Builder run(Act.OnKeys act, long total, JsonObject counts) {
    return JsonObject.builder()
        .put("act", act.kind())
        .put("dryRun", true)
        .put("total", total)
        .put("counts", counts);
  }

  /// How many letters of one class there are.
  record Count(String errorClass, long number) {}

  private Mono<List<Count>> counts(Place place, LetterFilter filter) {
    return LetterSql.bind(LetterSql.at(client().sql(LetterSql.COUNTS), place), filter)
        .map(row -> new Count(LetterRow.text(row, "class"), LetterRow.number(row, "number")))
        .all()
        .collectList();
  }

  private static long total(List<Count> counts, Set<String> classes) {
    return counts.stream()
        .filter(it -> classes.isEmpty() || classes.contains(it.errorClass()))
        .mapToLong(Count::number)
        .sum();
  }

  private static JsonObject counts(List<Count> counts) {
    var json = JsonObject.builder();
    counts.forEach(it -> json.put(it.errorClass(), it.number()));
    return json.build();
  }

  private static JsonArray array(List<LetterRow> rows) {
    return new JsonArray(new ArrayList<Json>(rows.stream().map(LetterRow::json).toList()));
  }

  /// Where a page ended.
  ///
  /// @param at when the last one was parked, or null before the first page
  record LetterCursor(@Nullable Instant at, String resourceId) {
    static final LetterCursor START = new LetterCursor(null, "");

    private static final String SEPARATOR = " ";

    static LetterCursor read(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        int split = plain.indexOf(SEPARATOR);
        if (plain.indexOf(0) >= 0) {
          throw new UnknownCursorException();
        }
        return new LetterCursor(
            Instant.parse(plain.substring(0, Math.max(0, split))), plain.substring(split + 1));
      } catch (IllegalArgumentException | DateTimeException _) {
        throw new UnknownCursorException();
      }
    }

    String print() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((at + SEPARATOR + resourceId).getBytes(UTF_8));
    }
  }
}
