package dev.rollcall.projection.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.Settings;
import dev.rollcall.projection.directory.DirectoryStore.Also;
import dev.rollcall.projection.directory.Search;
import dev.rollcall.projection.directory.core.Bind;
import dev.rollcall.projection.postgres.Migration;
import dev.rollcall.projection.postgres.ReadSessions;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What PostgreSQL reads for the filters that clients send all day, in a directory of 100,000 users
/// and with a group of 200,000: what is found, and not what is there.
final class SearchPlansIT {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TENANT = "demo";

  /// Rows of tables and entries of indexes, of all steps of a statement together.
  private static final long READ_MAX = 30;

  private static final long PAGE_READ_MAX = 700;

  private static ReadSessions sessions;

  @BeforeAll
  static void fill_a_large_directory() throws Exception {
    Database database = BackingServers.freshDatabase();
    new Migration(
            new Settings.Postgres(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password()))
        .run();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO proj_v1.resource SELECT 'demo', 'm' || n, 'User', 1, '{}', '{}', 'x' || n,
            'user' || n, 'same', true, now(), now(), n FROM generate_series(1, 100000) n;
          INSERT INTO proj_v1.resource SELECT 'demo', 'g' || n, 'Group', 1, '{}', '{}', NULL, NULL,
            'group ' || n, true, now(), now(), 100000 + n FROM generate_series(1, 5000) n;
          INSERT INTO proj_v1.membership SELECT 'demo', 'g1', 'm' || n, 'User', 1, now(), NULL, NULL
            FROM generate_series(1, 200000) n;
          INSERT INTO proj_v1.membership SELECT 'demo', 'g' || n, 'm' || n * 7, 'User', 1, now(), NULL,
            NULL FROM generate_series(2, 5000) n;
          INSERT INTO proj_v1.resource_total VALUES ('demo', 'User', 100000), ('demo', 'Group', 5000);
          ANALYZE\
          """);
    }
    sessions =
        new ReadSessions(
            new PostgresqlConnectionFactory(
                PostgresqlConnectionConfiguration.builder()
                    .host(database.host())
                    .port(database.port())
                    .database(database.name())
                    .username(database.user())
                    .password(database.password())
                    .options(Map.of("plan_cache_mode", "force_custom_plan", "jit", "off"))
                    .build()),
            ReadLimits.STANDARD);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Group | id eq "g1" and members eq "m77777"
          Group | id eq "g1" and members.value eq "m77777"
          Group | id eq "g1" and members[value eq "nobody"]
          Group | members[value eq "m77777"]
          Group | members eq "m34999"
          Group | members.value eq "nobody"
          Group | displayName eq "Group 4711"
          User  | userName eq "USER77777"
          User  | externalId eq "x77777"
          User  | id eq "m77777"
          User  | groups.value eq "g4711"
          """)
  void what_is_looked_up_is_found_by_an_index(String typeName, String text) {
    JsonObject plan = plan(typeName, text);
    assertThat(read(plan)).as("%s", JSON.writeText(plan)).isLessThanOrEqualTo(READ_MAX);
  }

  /// Each user of a page has a document, two groups at most, and a manager's name to look for.
  @ParameterizedTest(name = "from {0}")
  @ValueSource(longs = {0, 99_900})
  void a_page_reads_what_is_on_it_and_not_what_there_is(long offset) {
    JsonObject plan = plan(search("User", Map.of(), offset), new Also(true, true));
    assertThat(read(plan)).as("%s", JSON.writeText(plan)).isLessThanOrEqualTo(PAGE_READ_MAX);
  }

  private static JsonObject plan(String typeName, String text) {
    ResourceTypeDefinition type = SchemaRegistry.standard().resourceType(typeName).orElseThrow();
    Filter filter =
        ((Result.Ok<Filter>) new FilterParser(FilterLimits.CLIENT).parse(type, text)).value();
    return plan(search(typeName, Map.of(typeName, filter), 0), new Also(false, false));
  }

  private static Search search(String typeName, Map<String, Filter> filters, long offset) {
    return new Search(
        new TenantId(TENANT),
        "https://scim.example/scim/v2",
        SchemaRegistry.standard(),
        List.of(SchemaRegistry.standard().resourceType(typeName).orElseThrow()),
        filters,
        null,
        new Search.AtIndex(offset, 100));
  }

  /// The plan of a search that was run, with what each step did.
  private static JsonObject plan(Search search, Also also) {
    var statement = SearchStatement.of(search, also);
    List<?> binds = statement.binds().inOrder().stream().map(SearchPlansIT::bound).toList();
    List<String> lines =
        sessions
            .read(
                "EXPLAIN (ANALYZE, FORMAT JSON) " + statement.text(),
                binds,
                row -> Objects.requireNonNull(row.get(0, String.class)))
            .block(PATIENCE);
    byte[] explained =
        ("{\"all\":" + String.join("\n", Objects.requireNonNull(lines)) + "}")
            .getBytes(StandardCharsets.UTF_8);
    return (JsonObject)
        Objects.requireNonNull(first(JSON.readObject(explained).get("all")).get("Plan"));
  }

  private static JsonObject first(@Nullable Json array) {
    return (JsonObject) ((JsonArray) Objects.requireNonNull(array)).elements().getFirst();
  }

  private static Object bound(Bind bind) {
    return switch (bind) {
      case Bind.Text(var value) -> value;
      case Bind.Count(var value) -> value;
      case Bind other -> throw new AssertionError("No filter here binds " + other);
    };
  }

  private static long read(JsonObject step) {
    long below =
        step.get("Plans") instanceof JsonArray(var steps)
            ? steps.stream().mapToLong(it -> read((JsonObject) it)).sum()
            : 0;
    boolean reads = step.get("Relation Name") != null || step.get("Index Name") != null;
    return below
        + (reads
            ? (amount(step, "Actual Rows")
                    + amount(step, "Rows Removed by Filter")
                    + amount(step, "Rows Removed by Index Recheck"))
                * amount(step, "Actual Loops")
            : 0);
  }

  private static long amount(JsonObject step, String name) {
    return step.get(name) instanceof JsonNumber(var value) ? value.longValue() : 0;
  }
}
