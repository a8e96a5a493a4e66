package dev.rollcall.connector.mapping.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.mapping.Subjects;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Resources as intake folded them.
public final class PostgresSubjects implements Subjects {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private static final String LOAD =
      """
      SELECT r.type, r.id, r.document::text AS document, m.remote_id AS manager_remote_id,
        ARRAY(SELECT g.group_id FROM connector.member g WHERE g.tenant = r.tenant
          AND g.member_id = r.id AND g.group_id = ANY (:groups)) AS member_of
      FROM connector.resource r
      LEFT JOIN connector.link m ON m.state = 'linked' AND m.target_id = connector.lane_of(r.tenant, :target)
        AND m.resource_id = r.document
          #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'
      WHERE r.tenant = :tenant AND r.id = :id AND r.document IS NOT NULL
      """;

  private final Database database;

  public PostgresSubjects(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Subject> load(Place place, Set<String> groups) {
    return database
        .relaxed()
        .sql(LOAD)
        .bind("target", place.targetId())
        .bind("tenant", place.tenant())
        .bind("id", place.resourceId())
        .bind("groups", groups.toArray(String[]::new))
        .map(PostgresSubjects::subject)
        .one();
  }

  private static Subject subject(Readable row) {
    byte[] document = text(row, "document").getBytes(StandardCharsets.UTF_8);
    return new Subject(
        new ResourceRef(text(row, "type"), new ResourceId(text(row, "id"))),
        JSON.readObject(document),
        Set.of(required(row.get("member_of", String[].class))),
        row.get("manager_remote_id", String.class));
  }

  private static String text(Readable row, String column) {
    return required(row.get(column, String.class));
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value, "A column that is never null is null");
  }
}
