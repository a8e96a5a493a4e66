package dev.rollcall.projection.history.postgres;

import static dev.rollcall.projection.postgres.ReadSessions.required;

import dev.rollcall.projection.history.HistoryStore;
import dev.rollcall.projection.history.core.RecordedRequest;
import dev.rollcall.projection.postgres.ReadSessions;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.Unsealer;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// Reads the history by R2DBC.
final class PostgresHistory implements HistoryStore {
  private static final String JOINED =
      """
      FROM proj_v1.request q
      JOIN rollcall.decision d ON d.partition = q.partition AND d.seq = q.seq
      """;

  private static final String REQUEST =
      """
      SELECT q.request_id, q.seq, q.recorded_at, q.operation, q.credential, q.address, q.user_agent,
        q.status, q.scim_type, q.detail, d.record
      """
          + JOINED;

  private static final String TOUCHING =
      """
      JOIN (
        SELECT seq FROM proj_v1.resource_request WHERE tenant = $1 AND resource_id = $2
        UNION
        SELECT from_seq FROM proj_v1.membership WHERE tenant = $1 AND member_id = $2
        UNION
        SELECT to_seq FROM proj_v1.membership
        WHERE tenant = $1 AND member_id = $2 AND to_seq IS NOT NULL) t ON t.seq = q.seq
      WHERE q.tenant = $1 AND q.seq > $3
      ORDER BY q.seq LIMIT $4
      """;

  /// The length is read without the record.
  private static final String LENGTHS =
      "SELECT octet_length(d.record)::bigint AS bytes " + JOINED + TOUCHING;

  private static final String VERSIONS =
      """
      SELECT version, document FROM proj_v1.resource_version
      WHERE tenant = $1 AND id = $2 AND document IS NOT NULL
        AND version = ANY ($3)
      """;

  private static final String ONE = REQUEST + "WHERE q.tenant = $1 AND q.request_id = $2";

  /// The ids of the parts behind the first one have a dot and a number behind the first one's, and
  /// nothing else begins so; the character behind the dot is the slash.
  private static final String PARTS =
      """
      SELECT request_id FROM proj_v1.request
      WHERE tenant = $1 AND (request_id = $2 OR request_id > $2 || '.' AND request_id < $2 || '/')
      ORDER BY seq
      """;

  private static final String DECISION =
      "SELECT record FROM rollcall.decision WHERE tenant = $1 AND request_id = $2";

  private final ReadSessions sessions;
  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  PostgresHistory(ReadSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<List<RecordedRequest>> touching(
      TenantId tenant, ResourceId resource, long after, int limit) {
    var binds = List.of(tenant.value(), resource.value(), after, (long) limit);
    return sessions.read(REQUEST + TOUCHING, binds, this::request);
  }

  @Override
  public Mono<List<Long>> lengths(TenantId tenant, ResourceId resource, long after, int limit) {
    var binds = List.of(tenant.value(), resource.value(), after, (long) limit);
    return sessions.read(LENGTHS, binds, row -> required(row, "bytes", Long.class));
  }

  @Override
  public Mono<Map<Long, JsonObject>> versions(
      TenantId tenant, ResourceId resource, Collection<Long> versions) {
    var binds = List.of(tenant.value(), resource.value(), versions.toArray(Long[]::new));
    return sessions
        .read(VERSIONS, binds, this::version)
        .map(rows -> rows.stream().collect(Collectors.toMap(Version::number, Version::document)));
  }

  @Override
  public Mono<RecordedRequest> request(TenantId tenant, RequestId request) {
    return sessions
        .read(ONE, List.of(tenant.value(), request.value()), this::request)
        .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
  }

  @Override
  public Mono<List<RequestId>> parts(TenantId tenant, RequestId first) {
    return sessions.read(
        PARTS,
        List.of(tenant.value(), first.value()),
        row -> new RequestId(required(row, "request_id", String.class)));
  }

  @Override
  public Mono<byte[]> decision(TenantId tenant, RequestId request) {
    return sessions
        .read(
            DECISION,
            List.of(tenant.value(), request.value()),
            row -> required(row, "record", byte[].class))
        .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
  }

  private record Version(long number, JsonObject document) {}

  private Version version(Row row) {
    return new Version(
        required(row, "version", Long.class),
        json.readObject(required(row, "document", byte[].class)));
  }

  private RecordedRequest request(Row row) {
    return new RecordedRequest(
        required(row, "request_id", String.class),
        required(row, "seq", Long.class),
        required(row, "recorded_at", Instant.class),
        required(row, "operation", String.class),
        new RecordedRequest.Who(
            required(row, "credential", String.class),
            row.get("address", String.class),
            row.get("user_agent", String.class)),
        new RecordedRequest.Answer(
            required(row, "status", Integer.class),
            row.get("scim_type", String.class),
            row.get("detail", String.class)),
        codec.decode(required(row, "record", byte[].class)));
  }
}
