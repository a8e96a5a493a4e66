package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tables as a downstream app: one transaction for each action. The id of a row is our own.
final class SqlApp implements ReadableApp {
  private static final String USER = "User";
  private static final String FOREIGN_KEY = "23503";
  private static final Duration ROLLBACK = Duration.ofSeconds(1);

  private final SqlEndpoint endpoint;
  private final SqlDial dial;
  private final Site site;
  private final SqlFailures failures;
  private @Nullable ConnectionPool pool;

  SqlApp(SqlEndpoint endpoint, SqlDial dial, Site site) {
    this.endpoint = endpoint;
    this.dial = dial;
    this.site = site;
    this.failures = new SqlFailures(site.redaction());
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    Table table = endpoint.table(resource.type());
    if (table == null) {
      return Mono.just(unwanted(resource, call));
    }
    return Mono.defer(() ->
            transaction(connection ->
                answer(
                    resource.id().value(),
                    new SqlCalls(endpoint, connection, resource.type(), table),
                    call)))
        .timeout(site.rule().total())
        .onErrorResume(SqlFailures::isOutside, e -> Mono.just(new Failed(failure(call, e))));
  }

  /// Has the database plan what would be written, and writes nothing.
  @Override
  public Mono<Answer> probe() {
    return Mono.defer(
            () -> transaction(connection -> new SqlTestCall(endpoint, connection).answer()))
        .timeout(site.rule().total())
        .onErrorResume(SqlFailures::isOutside, e -> Mono.just(new Failed(failures.of(e))));
  }

  private static Mono<Answer> answer(String id, SqlCalls calls, Action.Call call) {
    return switch (call) {
      case Create(var shape) -> calls.create(id, shape);
      case Resolve(var shape) -> calls.resolve(id, shape);
      case Reread(var remoteId) -> calls.reread(remoteId);
      case Update(var remoteId, _, var shadow, var shape) -> calls.update(remoteId, shadow, shape);
      case Deactivate(var remoteId, _, _) -> calls.activity(remoteId, false);
      case Reactivate(var remoteId, _, _) -> calls.activity(remoteId, true);
      case Delete(var remoteId, _) -> calls.delete(remoteId);
      case AddMembers(var remoteId, var members) ->
          calls.addMembers(remoteId, ids(members, MemberGap::linkedRemoteId));
      case RemoveMembers(var remoteId, var members) ->
          calls.removeMembers(remoteId, ids(members, MemberGap::removableRemoteId));
      case Publish _ -> throw new IllegalStateException("A table gets differences, not facts");
    };
  }

  private static List<String> ids(
      List<MemberGap> members, Function<MemberGap, @Nullable String> id) {
    return members.stream().map(id).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  /// A type of resource that the owner has no table for is taken and not kept.
  private static Answer unwanted(ResourceRef resource, Action.Call call) {
    return switch (call) {
      case Create _ -> new Created(resource.id().value(), null);
      case Resolve _, Reread _ -> new NotFound();
      case Update _, Deactivate _, Reactivate _, Delete _, AddMembers _, RemoveMembers _ ->
          new Done(null);
      case Publish _ -> throw new IllegalStateException("A table gets differences, not facts");
    };
  }

  @Override
  public List<String> types() {
    return endpoint.groups() == null ? List.of(USER) : List.of(USER, "Group");
  }

  @Override
  public Reading<Shown> read(String resourceType) {
    Table table = Objects.requireNonNull(endpoint.table(resourceType), "It is one of the types");
    return new SqlListing(this, resourceType, table, site.profile().listing().pageSize());
  }

  @Override
  public Reading<String> members(String remoteId) {
    var of =
        new SqlStatements.OfMembers(
            Objects.requireNonNull(endpoint.memberships(), "They are shown"), endpoint.users());
    return new SqlMemberships(this, of, remoteId, site.profile().listing().pageSize());
  }

  @Override
  public boolean showsMembers() {
    return endpoint.memberships() != null;
  }

  @Override
  public boolean showsInactive() {
    return endpoint.users().active() != null;
  }

  @Override
  public JsonObject asRead(String resourceType, JsonObject shape) {
    return SqlShape.asRead(Objects.requireNonNull(endpoint.table(resourceType)), shape);
  }

  /// Reads the first column of what a query finds.
  ///
  /// @param parameter its one parameter, or null where it has none
  Mono<Portion<String>> texts(String sql, @Nullable String parameter, int size) {
    Mono<Portion<String>> page =
        Mono.defer(() ->
            transaction(connection -> {
              var statement = connection.createStatement(sql);
              return Flux.from(
                      (parameter == null ? statement : statement.bind("$1", parameter)).execute())
                  .concatMap(result ->
                      result.map((row, _) -> Objects.requireNonNull(row.get(0, String.class))))
                  .collectList()
                  .map(all -> new Portion.Page<>(all, all.size() < size));
            }));
    return page.timeout(site.rule().total())
        .onErrorResume(
            SqlFailures::isOutside, e -> Mono.just(new Portion.Failed<>(failures.of(e), true)));
  }

  private <T> Mono<T> transaction(Function<Connection, Mono<T>> work) {
    return Mono.usingWhen(
        opened().create(),
        connection ->
            Mono.from(connection.beginTransaction())
                .then(work.apply(connection))
                .flatMap(answer -> Mono.from(connection.commitTransaction()).thenReturn(answer)),
        Connection::close,
        (connection, _) -> undone(connection),
        SqlApp::undone);
  }

  /// A connection that does not even take back what it began is of no more use: it is closed, so
  /// that the pool makes another.
  private static Mono<Void> undone(Connection connection) {
    return Mono.from(connection.rollbackTransaction())
        .timeout(ROLLBACK)
        .onErrorResume(_ -> Mono.from(raw(connection).close()).timeout(ROLLBACK).onErrorComplete())
        .then(Mono.from(connection.close()));
  }

  private static Connection raw(Connection connection) {
    return connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner
        ? inner
        : connection;
  }

  private Failure failure(Action.Call call, Throwable e) {
    boolean lacksMember =
        call instanceof AddMembers
            && e instanceof R2dbcException said
            && FOREIGN_KEY.equals(said.getSqlState());
    return lacksMember
        ? Failure.of(
            FailureKind.CONFLICT, "The target has the group and misses one of these members")
        : failures.of(e);
  }

  private synchronized ConnectionPool opened() {
    ConnectionPool now = pool;
    if (now == null) {
      now = dial.open();
      pool = now;
    }
    return now;
  }

  @Override
  public synchronized void close() {
    ConnectionPool now = pool;
    pool = null;
    if (now != null) {
      now.dispose();
    }
  }
}
