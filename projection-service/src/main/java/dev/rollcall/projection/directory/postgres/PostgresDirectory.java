package dev.rollcall.projection.directory.postgres;

import static dev.rollcall.projection.postgres.ReadSessions.required;

import dev.rollcall.projection.directory.DirectoryStore;
import dev.rollcall.projection.directory.EntityTags;
import dev.rollcall.projection.directory.Hits;
import dev.rollcall.projection.directory.Lookup;
import dev.rollcall.projection.directory.Search;
import dev.rollcall.projection.directory.StoredDefinition;
import dev.rollcall.projection.directory.StoredResource;
import dev.rollcall.projection.directory.core.Bind;
import dev.rollcall.projection.postgres.Gathering;
import dev.rollcall.projection.postgres.ReadSessions;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.SurroundingsCodec;
import dev.rollcall.scim.resource.ResourceState;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The directory in its tables.
public final class PostgresDirectory implements DirectoryStore {
  /// A batch that is under way while a second one gathers keeps the server busy; more would only
  /// make each of them smaller.
  private static final Gathering.Bounds LOOKUPS = new Gathering.Bounds(3, 64, 512);

  /// The document is left out where the client has the version: reading it would be for nothing.
  @SuppressWarnings("InlineFormatString") // A statement is read as one text, apart from the code.
  private static final String FIND =
      """
      WITH RECURSIVE page AS (SELECT $2::text AS id)
      %1$s
      SELECT r.id, r.type, r.version, r.created_at, r.modified_at,
        CASE WHEN $4 OR r.version = ANY ($5) THEN NULL ELSE r.document END AS document%2$s
      FROM page p JOIN proj_v1.resource r ON r.tenant = $1 AND r.id = p.id AND r.type = $3
      %3$s
      """;

  /// The planner is kept from seeing how many ids there are: it would take a plan for their number
  /// to be cheaper, and plan each time anew.
  @SuppressWarnings("InlineFormatString") // A statement is read as one text, apart from the code.
  private static final String FIND_MANY =
      """
      WITH RECURSIVE page AS (SELECT unnest((SELECT $2::text[])) AS id)
      %1$s
      SELECT r.id, r.type, r.version, r.created_at, r.modified_at, r.document%2$s
      FROM page p JOIN proj_v1.resource r ON r.tenant = $1 AND r.id = p.id
      %3$s
      """;

  private static final String DEFINITIONS =
      """
      SELECT r.type, r.id, r.version, r.document FROM proj_v1.resource r
      WHERE r.tenant = $1 AND r.type IN ('ResourceType', 'Dialects') ORDER BY r.created_seq
      """;

  private static final String FIRST_MEMBERS =
      """
      SELECT g.id AS owner, m.member_id, m.member_type
      FROM unnest($2::text[]) AS g(id)
      CROSS JOIN LATERAL (
        SELECT m.member_id, m.member_type FROM proj_v1.membership m
        WHERE m.tenant = $1 AND m.group_id = g.id AND m.to_seq IS NULL
        ORDER BY m.member_id LIMIT $3) m
      """;

  private static final String MEMBERS_BEHIND =
      """
      SELECT m.group_id AS owner, m.member_id, m.member_type FROM proj_v1.membership m
      WHERE m.tenant = $1 AND m.group_id = $2 AND m.to_seq IS NULL AND m.member_id > $3
      ORDER BY m.member_id LIMIT $4
      """;

  private final ReadSessions sessions;
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Gathering<Question, StoredResource> lookups =
      new Gathering<>(LOOKUPS, Question::kind, this::findMany);

  public PostgresDirectory(ReadSessions sessions) {
    this.sessions = sessions;
  }

  /// A lookup by a client that has no version yet.
  private record Question(TenantId tenant, Also also, String id) {
    /// What one statement can answer.
    Kind kind() {
      return new Kind(tenant, also);
    }
  }

  private record Kind(TenantId tenant, Also also) {}

  @Override
  public Mono<Lookup> find(Address address, EntityTags known, Also also) {
    return known.equals(EntityTags.NONE)
        ? lookups
            .ask(new Question(address.tenant(), also, address.id()))
            .filter(it -> it.type().equals(address.type()))
            .<Lookup>map(Lookup.Found::new)
            .switchIfEmpty(Mono.fromSupplier(Lookup.Absent::new))
        : findUnlessKnown(address, known, also);
  }

  private Mono<Map<Question, StoredResource>> findMany(List<Question> questions) {
    Kind kind = questions.getFirst().kind();
    var beside = Beside.of(kind.also(), "$1", "r");
    String text = FIND_MANY.formatted(beside.queries(), beside.columns(), beside.join());
    String[] ids = questions.stream().map(Question::id).toArray(String[]::new);
    return sessions
        .read(text, List.of(kind.tenant().value(), ids), this::resource)
        .map(found -> {
          var byQuestion = new HashMap<Question, StoredResource>();
          found.forEach(it ->
              byQuestion.put(
                  new Question(kind.tenant(), kind.also(), it.state().id().value()), it));
          return byQuestion;
        });
  }

  private Mono<Lookup> findUnlessKnown(Address address, EntityTags known, Also also) {
    var beside = Beside.of(also, "$1", "r");
    String text = FIND.formatted(beside.queries(), beside.columns(), beside.join());
    var binds =
        List.of(
            address.tenant().value(),
            address.id(),
            address.type(),
            known.any(),
            known.versions().toArray(Long[]::new));
    return sessions
        .read(text, binds, this::lookup)
        .map(rows -> rows.isEmpty() ? new Lookup.Absent() : rows.getFirst());
  }

  private Lookup lookup(Row row) {
    return row.get("document", byte[].class) == null
        ? new Lookup.Unchanged(required(row, "version", Long.class))
        : new Lookup.Found(resource(row));
  }

  private StoredResource resource(Row row) {
    return new StoredResource(
        required(row, "type", String.class),
        new ResourceState(
            new ResourceId(required(row, "id", String.class)),
            json.readObject(required(row, "document", byte[].class)),
            required(row, "version", Long.class),
            required(row, "created_at", Instant.class),
            required(row, "modified_at", Instant.class)),
        inGroups(row.get("groups", String.class)),
        row.get("manager_name", String.class));
  }

  /// The groups as the statement lists them: id, name, and whether directly.
  private List<InGroup> inGroups(@Nullable String list) {
    return list != null
            && json.read(list.getBytes(StandardCharsets.UTF_8)) instanceof JsonArray(var groups)
        ? SurroundingsCodec.groups(groups)
        : List.of();
  }

  @Override
  public Mono<Hits> search(Search search, Also also) {
    var statement = SearchStatement.of(search, also);
    List<Object> binds = statement.binds().inOrder().stream().map(this::bound).toList();
    return switch (search.paging()) {
      case Search.AtIndex _ ->
          sessions
              .read(statement.text(), binds, row -> hit(row, null))
              .map(rows -> hits(rows, rows.size()));
      case Search.Behind(_, var size) ->
          sessions
              .read(statement.text(), binds, row -> hit(row, place(row)))
              .map(rows -> hits(rows, size));
    };
  }

  /// A row of a search; the only one of an empty page has no resource.
  private record Hit(long total, @Nullable StoredResource resource, Search.@Nullable Place place) {}

  private Hit hit(Row row, Search.@Nullable Place place) {
    long total = required(row, "total", Long.class);
    return new Hit(total, row.get("id", String.class) == null ? null : resource(row), place);
  }

  private static Search.@Nullable Place place(Row row) {
    String id = row.get("id", String.class);
    return id == null
        ? null
        : new Search.Place(
            row.get("sort_key", String.class), required(row, "created_seq", Long.class), id);
  }

  /// @param size rows of the page; those behind it say only that there are more
  private static Hits hits(List<Hit> rows, int size) {
    List<Hit> page = rows.subList(0, Math.min(size, rows.size()));
    List<StoredResource> resources =
        page.stream().map(Hit::resource).filter(Objects::nonNull).toList();
    boolean goesOn = rows.size() > size && size > 0;
    return new Hits(rows.getFirst().total(), resources, goesOn ? page.getLast().place() : null);
  }

  private Object bound(Bind bind) {
    return switch (bind) {
      case Bind.Text(var value) -> value;
      case Bind.Texts(var values) -> values.toArray(String[]::new);
      case Bind.Document(var value) -> new String(json.write(value), StandardCharsets.UTF_8);
      case Bind.Amount(var value) -> value;
      case Bind.Count(var value) -> value;
      case Bind.Moment(var value) -> value;
    };
  }

  @Override
  public Mono<List<StoredDefinition>> definitions(TenantId tenant) {
    return sessions.read(
        DEFINITIONS,
        List.of(tenant.value()),
        row ->
            new StoredDefinition(
                required(row, "type", String.class),
                required(row, "id", String.class),
                required(row, "version", Long.class),
                json.readObject(required(row, "document", byte[].class))));
  }

  @Override
  public Mono<Map<String, List<Member>>> firstMembers(
      TenantId tenant, List<String> groups, int limit) {
    return sessions
        .read(
            FIRST_MEMBERS,
            List.of(tenant.value(), groups.toArray(String[]::new), (long) limit),
            PostgresDirectory::member)
        .map(PostgresDirectory::byOwner);
  }

  @Override
  public Mono<List<Member>> membersBehind(Address group, String member, int limit) {
    return sessions
        .read(
            MEMBERS_BEHIND,
            List.of(group.tenant().value(), group.id(), member, (long) limit),
            PostgresDirectory::member)
        .map(rows -> rows.stream().map(Owned::value).toList());
  }

  private static Owned<Member> member(Row row) {
    return new Owned<>(
        required(row, "owner", String.class),
        new Member(
            new ResourceId(required(row, "member_id", String.class)),
            required(row, "member_type", String.class)));
  }

  /// A value that belongs to a resource.
  private record Owned<T>(String owner, T value) {}

  private static <T> Map<String, List<T>> byOwner(List<Owned<T>> rows) {
    var byOwner = new LinkedHashMap<String, List<T>>();
    rows.forEach(it -> byOwner.computeIfAbsent(it.owner(), _ -> new ArrayList<>()).add(it.value()));
    return byOwner;
  }
}
