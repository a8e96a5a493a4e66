package dev.rollcall.projection.directory;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.Settings;
import dev.rollcall.projection.directory.postgres.PostgresDirectory;
import dev.rollcall.projection.postgres.Migration;
import dev.rollcall.projection.postgres.ReadSessions;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.CaseFolding;
import dev.rollcall.scim.resource.SearchCopy;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/// A directory in a fresh database, with resources put into its tables exactly as they are written.
final class LoadedDirectory {
  static final String TENANT = "t1";
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// What the fold does with each batch: rows that tests put in and take away are counted as well.
  private static final String KEEP_TOTALS =
      """
      CREATE FUNCTION keep_totals() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO proj_v1.resource_total AS t
        VALUES (coalesce(NEW.tenant, OLD.tenant), coalesce(NEW.type, OLD.type),
          CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE -1 END)
        ON CONFLICT (tenant, type) DO UPDATE SET total = t.total + excluded.total;
        RETURN NULL;
      END $$;
      CREATE TRIGGER keep_totals AFTER INSERT OR DELETE ON proj_v1.resource
        FOR EACH ROW EXECUTE FUNCTION keep_totals()
      """;

  private final Database database = BackingServers.freshDatabase();
  private final SchemaRegistry schemas;
  private long seq;

  LoadedDirectory() {
    this(Profile.STANDARD);
  }

  LoadedDirectory(Profile profile) {
    schemas = profile.schemas();
    new Migration(
            new Settings.Postgres(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password()))
        .run();
    profile.definitions().forEach(this::define);
    keepTotals();
  }

  private void keepTotals() {
    try {
      execute(KEEP_TOTALS);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void define(String name, JsonObject document) {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO proj_v1.resource VALUES
                (?, ?, 'ResourceType', 1, ?::jsonb, '{}', NULL, NULL, NULL, true, now(), now(), 0)
                """)) {
      insert.setString(1, TENANT);
      insert.setString(2, name);
      insert.setString(3, JSON.writeText(document));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Directory directory() {
    return directory(store -> store);
  }

  /// @param around what stands before the store
  Directory directory(UnaryOperator<DirectoryStore> around) {
    var factory =
        new PostgresqlConnectionFactory(
            PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .build());
    DirectoryStore store =
        around.apply(new PostgresDirectory(new ReadSessions(factory, ReadLimits.STANDARD)));
    return new Directory(
        new Directory.Parts(
            store,
            ReadLimits.STANDARD,
            new TenantProfiles(store, InstantSource.system()),
            new Cursors("a secret", Duration.ofHours(1), InstantSource.system())));
  }

  void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void load(String typeName, JsonArray resources) throws SQLException {
    ResourceTypeDefinition type = schemas.resourceType(typeName).orElseThrow();
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      for (Json resource : resources.elements()) {
        if (resource instanceof JsonObject object) {
          insert(connection, type, object);
        }
      }
    }
  }

  private void insert(Connection connection, ResourceTypeDefinition type, JsonObject resource)
      throws SQLException {
    seq++;
    String id = resource.text("id").orElseThrow();
    JsonObject meta = resource.get("meta") instanceof JsonObject object ? object : JsonObject.EMPTY;
    JsonObject document =
        resource.without("id").without("meta").without("members").without("groups");
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO proj_v1.resource VALUES
            (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, TENANT);
      insert.setString(2, id);
      insert.setString(3, type.name());
      insert.setLong(4, Long.parseLong(text(meta, "version", "1").replaceAll("[^0-9]", "")));
      insert.setString(5, JSON.writeText(document));
      insert.setString(6, JSON.writeText(SearchCopy.of(type, document)));
      insert.setString(7, document.text("externalId").orElse(null));
      insert.setString(8, document.text("userName").map(CaseFolding::fold).orElse(null));
      insert.setString(9, document.text("displayName").map(CaseFolding::fold).orElse(null));
      insert.setBoolean(10, !JsonBoolean.FALSE.equals(document.get("active")));
      insert.setObject(11, time(meta, "created"));
      insert.setObject(12, time(meta, "lastModified"));
      insert.setLong(13, seq);
      insert.executeUpdate();
    }
    if (resource.get("members") instanceof JsonArray(List<Json> members)) {
      for (Json member : members) {
        if (member instanceof JsonObject object) {
          insertMember(connection, id, object);
        }
      }
    }
  }

  private void insertMember(Connection connection, String group, JsonObject member)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO proj_v1.membership VALUES (?, ?, ?, ?, ?, now(), NULL, NULL)")) {
      insert.setString(1, TENANT);
      insert.setString(2, group);
      insert.setString(3, member.text("value").orElseThrow());
      insert.setString(4, member.text("type").orElse("User"));
      insert.setLong(5, seq);
      insert.executeUpdate();
    }
  }

  private static String text(JsonObject meta, String name, String otherwise) {
    return meta.text(name).orElse(otherwise);
  }

  private static OffsetDateTime time(JsonObject meta, String name) {
    return Instant.parse(text(meta, name, "2026-01-01T00:00:00Z")).atOffset(ZoneOffset.UTC);
  }
}
