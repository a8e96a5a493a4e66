package dev.rollcall.projection.directory.postgres;

import static dev.rollcall.projection.postgres.ReadSessions.required;

import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.projection.directory.ReservedStore;
import dev.rollcall.projection.directory.StoredDefinition;
import dev.rollcall.projection.postgres.ReadSessions;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Row;
import java.util.List;
import reactor.core.publisher.Mono;

/// Resources of reserved types in the tables of the directory.
public final class PostgresReserved implements ReservedStore {
  private static final String FIND =
      """
      SELECT r.type, r.id, r.version, r.document FROM proj_v1.resource r
      WHERE r.tenant = $1 AND r.id = $2 AND r.type = $3
      """;

  private static final String PAGE =
      """
      SELECT r.type, r.id, r.version, r.document FROM proj_v1.resource r
      WHERE r.tenant = $1 AND r.type = $2 AND r.id > $3 ORDER BY r.id LIMIT $4
      """;

  private final ReadSessions sessions;
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  public PostgresReserved(ReadSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<StoredDefinition> find(Address address) {
    return sessions
        .read(
            FIND, List.of(address.tenant().value(), address.id(), address.type()), this::definition)
        .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
  }

  @Override
  public Mono<List<StoredDefinition>> page(TenantId tenant, String type, String after, int limit) {
    return sessions.read(PAGE, List.of(tenant.value(), type, after, limit), this::definition);
  }

  private StoredDefinition definition(Row row) {
    return new StoredDefinition(
        required(row, "type", String.class),
        required(row, "id", String.class),
        required(row, "version", Long.class),
        json.readObject(required(row, "document", byte[].class)));
  }
}
