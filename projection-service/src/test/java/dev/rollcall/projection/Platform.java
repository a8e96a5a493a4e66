package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.LoopProgress.PartitionState;
import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.projection.decide.kafka.RecordedDecisionsLog;
import dev.rollcall.projection.health.HealthReport;
import dev.rollcall.projection.topics.RequiredTopic;
import dev.rollcall.projection.topics.TopicState;
import dev.rollcall.projection.topics.kafka.KafkaTopics;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// A fresh database, fresh topics, and the write side over them, with the means to ask and to look.
final class Platform implements AutoCloseable {
  static final int PARTITIONS = 2;
  static final TenantId TENANT = new TenantId("demo");
  static final int PARTITION = Topics.partitionOf(TENANT, PARTITIONS);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  final Settings settings;
  private final Database database = BackingServers.freshDatabase();
  private final RequestCodec requests = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private final Logs logs;
  private @Nullable WriteSide writeSide;
  private int asked;
  private WriteSideState state = new WriteSideState(Limits.STANDARD);
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();

  Platform() throws Exception {
    this(BackingServers.bootstrapServers());
  }

  /// Over a broker of a test's own, whose logs it may break.
  Platform(String bootstrap) throws Exception {
    settings =
        new Settings(
            bootstrap,
            PARTITIONS,
            (short) 1,
            new Settings.Postgres(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password()),
            2);
    logs = new Logs(settings.kafkaBootstrap());
  }

  Admin admin() {
    return logs.admin();
  }

  /// Makes the topics that are absent, as any service does that starts.
  void makeTopics() {
    var required = RequiredTopic.all(PARTITIONS, (short) 1);
    try (var topics = new KafkaTopics(settings.kafkaBootstrap(), required)) {
      await("the topics", () -> topics.check() instanceof TopicState.Verified);
    }
  }

  Platform start() {
    state = new WriteSideState(Limits.STANDARD);
    meters = new SimpleMeterRegistry();
    var started = new WriteSide(settings, Limits.STANDARD, meters, state);
    started.start();
    writeSide = started;
    return this;
  }

  Platform startAndAwaitReady() {
    start();
    await("ready", this::isReady);
    return this;
  }

  /// Starts another instance of the service over the same servers.
  WriteSide second() {
    var other =
        new WriteSide(
            settings,
            Limits.STANDARD,
            new SimpleMeterRegistry(),
            new WriteSideState(Limits.STANDARD));
    other.start();
    return other;
  }

  /// How many transactions have decided something since the last start.
  long batches() {
    return meters.get("rollcall.batch.size").summary().count();
  }

  List<PartitionState> partitions() {
    return List.copyOf(state.progress().partitions().values());
  }

  boolean isReady() {
    return report().up();
  }

  HealthReport report() {
    return HealthReport.of(state.parts());
  }

  void stop() {
    if (writeSide != null) {
      writeSide.stop();
      writeSide = null;
    }
  }

  @Override
  public void close() {
    stop();
    logs.close();
  }

  /// Appends a request and returns its id.
  String ask(Command command) throws ExecutionException, InterruptedException {
    var id = UUID.randomUUID().toString();
    append(TENANT.value(), id, requests.encode(request(id, command)));
    return id;
  }

  /// Appends a request that repeats another one, and waits for its decision.
  Decision decide(Command command, @Nullable String retryOf, @Nullable String idempotencyKey)
      throws ExecutionException, InterruptedException {
    var id = UUID.randomUUID().toString();
    Request first = request(id, command);
    append(
        TENANT.value(),
        id,
        requests.encode(
            new Request(
                first.id(),
                first.tenant(),
                first.receivedAt(),
                first.actor(),
                command,
                retryOf == null ? null : new RequestId(retryOf),
                idempotencyKey)));
    asked++;
    return decisionsOnceThereAre(asked).getLast();
  }

  Decision decide(Command command) throws ExecutionException, InterruptedException {
    return decide(command, null, null);
  }

  /// Decides where the log has records that were not asked for through this class.
  Decision decideNext(Command command, int decisionsThen)
      throws ExecutionException, InterruptedException {
    ask(command);
    return decisionsOnceThereAre(decisionsThen).getLast();
  }

  /// Puts a request on record together with a refusal that no rule asks for, as a service with
  /// other rules would have.
  ///
  /// @param seq of the decision
  void refuseByHand(String requestId, Command command, long seq)
      throws ExecutionException, InterruptedException {
    stop();
    append(TENANT.value(), requestId, requests.encode(request(requestId, command)));
    var decision =
        new Decision(
            new Position(PARTITION, seq - 1),
            seq,
            new RequestId(requestId),
            TENANT,
            Instant.EPOCH,
            1,
            new Outcome.Refused(409, null, "By hand."),
            List.of());
    logs.append(decision);
  }

  /// Appends a decision to its log, as a relay does that does not know that it stands there.
  void append(Decision decision) throws ExecutionException, InterruptedException {
    logs.append(decision);
  }

  /// The decisions log as a decider sees it that claims the partition.
  RecordedDecisions recorded() {
    return RecordedDecisionsLog.source(settings.kafkaBootstrap()).open(PARTITION, 1);
  }

  /// How many decisions are in the store; none while it has no tables.
  long stored() {
    try {
      return count("SELECT count(*) FROM rollcall.decision");
    } catch (SQLException _) {
      return 0;
    }
  }

  /// The rows of a query with one column.
  List<String> texts(String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (Connection session = connect();
        var statement = session.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  static Request request(String id, Command command) {
    return new Request(
        new RequestId(id),
        TENANT,
        Instant.EPOCH,
        new Actor("k1a2b3", "127.0.0.1", null),
        command,
        null,
        null);
  }

  byte[] encoded(Request request) {
    return requests.encode(request);
  }

  /// Appends a record to the partition where no request of [#TENANT] belongs.
  void appendAstray(@Nullable String key, @Nullable String requestId, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    logs.append(1 - PARTITION, key, requestId, value);
  }

  void append(@Nullable String key, @Nullable String requestId, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    logs.append(key, requestId, value);
  }

  static Command createUser(String name) {
    return new Command.CreateResource(
        "User",
        new ResourceId(UUID.randomUUID().toString()),
        JsonObject.builder().put("userName", name).build());
  }

  /// Returns the whole decisions log of the tenant's partition, once it has that many records.
  List<Decision> decisionsOnceThereAre(int count) {
    return logs.decisionsOnceThereAre(count);
  }

  /// Returns what came along with the decision that was asked for last.
  Optional<Surroundings> lastSurroundings() {
    return logs.surroundingsOnceThereAre(asked).getLast();
  }

  /// Returns what came along with each decision, once there are so many.
  List<Optional<Surroundings>> surroundingsOnceThereAre(int count) {
    return logs.surroundingsOnceThereAre(count);
  }

  void assertContiguous(List<Decision> log) {
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).seq()).isEqualTo(i + 1);
      assertThat(log.get(i).source().offset()).isEqualTo(i);
    }
  }

  long count(String query) throws SQLException {
    try (Connection session = connect();
        var statement = session.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection session = connect();
        var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /// Polls a condition until it holds.
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
