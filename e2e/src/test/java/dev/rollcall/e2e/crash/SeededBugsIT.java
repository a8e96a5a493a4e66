package dev.rollcall.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.cluster.Service;
import dev.rollcall.e2e.crash.core.Checker;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Violation;
import dev.rollcall.faults.SeededBugs;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/// The checker is worth nothing until it has caught somebody: each seeded bug of `faults` is woven
/// into a running platform, brought to do its harm, and found. One platform for all, because it
/// takes longest to start; what harms least comes first.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SeededBugsIT {
  private static final long SEED = 4;
  private static final Duration CAUGHT_MAX = Duration.ofSeconds(15);

  /// Harm needs a moment that not every try meets.
  private static final int TRIES = 12;

  /// A takeover: the session of the one that is cut off has to end.
  private static final Duration TAKEOVER_MAX = Duration.ofSeconds(25);

  private static final Duration LOOK = Duration.ofMillis(20);

  /// With work in its hands, so that it stands in the middle of it when it is cut off. On a slow
  /// machine a second may pass without any.
  private static final Duration HANDS_FULL = Duration.ofSeconds(2);

  /// After which a connector has done what was decided.
  private static final Duration DRAINED = Duration.ofMillis(1500);

  private static final int PARTITIONS = 6;

  private CrashRun run;

  @BeforeAll
  void start() {
    run = CrashRun.start(Path.of("target", "crash", "bugs-" + System.currentTimeMillis()), SEED);
  }

  @AfterAll
  void stop() {
    run.close();
  }

  @Test
  @Order(1)
  void a_retry_after_that_is_dropped_is_caught() throws Exception {
    String harm = "asked for a pause of";
    assertThat(violations()).noneMatch(it -> it.sentence().contains(harm));
    caught(10, harm, () -> weave("connector", "retry-after-dropped"));
  }

  /// The connector that follows a partition is cut off from Kafka with an open piece of work, which
  /// reaches PostgreSQL when the other one has gone on.
  @Test
  @Order(2)
  void an_offset_that_is_not_compared_is_caught() throws Exception {
    String harm = "of the connector went back";
    assertThat(violations()).noneMatch(it -> it.sentence().contains(harm));
    weave("connector", "offset-not-compared");
    caught(6, harm, () -> overtaken("connector", false));
  }

  /// The same with deciders. The new owner is held up after its claim: as soon as it has decided,
  /// the primary keys of the ledger would stop the old one as well.
  @Test
  @Order(3)
  void a_fence_that_is_skipped_is_caught() throws Exception {
    String harm = "of the projection was moved by";
    assertThat(violations()).noneMatch(it -> it.sentence().contains(harm));
    weave("projection", "fence-skipped");
    caught(6, harm, () -> overtaken("projection", true));
    run.cluster().heal();
    restart("projection");
  }

  @Test
  @Order(4)
  void an_answer_before_its_commit_is_caught() throws Exception {
    // What the skipped fence did to the log before may have cost answers too: that is not counted.
    caught(1, "and was told", () -> weave("projection", "answer-before-commit"));
  }

  @Test
  @Order(5)
  void a_relay_out_of_order_is_caught() throws Exception {
    String harm = "On the decisions log";
    assertThat(violations()).noneMatch(it -> it.sentence().contains(harm));
    caught(6, harm, () -> weave("projection", "relay-out-of-order"));
  }

  @Test
  @Order(6)
  void there_is_no_bug_without_such_a_test() {
    assertThat(SeededBugs.all())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "fence-skipped",
            "offset-not-compared",
            "answer-before-commit",
            "relay-out-of-order",
            "retry-after-dropped");
  }

  /// Cuts the one off that works on a tenant's partition until the other one has taken all that it
  /// had, and then lets through what it had sent to PostgreSQL.
  ///
  /// @param holdsNext whether the other one is stopped short of its first move
  private void overtaken(String service, boolean holdsNext) throws Exception {
    int partition = Topics.partitionOf(new TenantId("north"), PARTITIONS);
    String owner = owner(service, partition);
    String other = owner.endsWith("1") ? service + "-2" : service + "-1";
    Set<Integer> all = partitionsOf(service, owner);
    var lines = run.cluster();
    if (holdsNext) {
      lines.slowDown(other);
    }
    if (service.equals("connector")) {
      cutWithoutWork(owner);
    } else {
      lines.cutFromPostgres(owner);
    }
    Thread.sleep(HANDS_FULL);
    lines.cutFromKafka(owner);
    // One without traffic may not be moved meanwhile: what is in hand may be another's.
    boolean overtaken = isSoon(() -> partitionsOf(service, other).containsAll(all));
    if (overtaken && holdsNext) {
      lines.cutFromPostgres(other);
    }
    lines.letThrough(owner);
  }

  /// Cuts a connector off from PostgreSQL between two pieces of work, so that the next one is held
  /// up before it begins: PostgreSQL throws out who stands still within one. Nothing is decided for
  /// a moment, and so there is no work.
  private void cutWithoutWork(String owner) throws InterruptedException {
    var lines = run.cluster();
    List<String> deciders =
        lines.services().stream()
            .filter(it -> it.role().equals("projection"))
            .map(Service::name)
            .toList();
    deciders.forEach(lines::cutFromPostgres);
    Thread.sleep(DRAINED);
    lines.cutFromPostgres(owner);
    deciders.forEach(lines::letThrough);
  }

  private String owner(String service, int partition) throws Exception {
    assertThat(isSoon(() -> movers(service).containsKey(partition))).as("has an owner").isTrue();
    return Objects.requireNonNull(movers(service).get(partition));
  }

  private Set<Integer> partitionsOf(String service, String process) throws SQLException {
    var partitions = new HashSet<Integer>();
    movers(service)
        .forEach((partition, mover) -> {
          if (mover.equals(process)) {
            partitions.add(partition);
          }
        });
    return partitions;
  }

  /// Who moved or claimed each partition last.
  private Map<Integer, String> movers(String service) throws SQLException {
    var movers = new HashMap<Integer, String>();
    for (Move move : run.moves()) {
      if (move.service().equals(service)) {
        movers.put(move.partition(), move.mover());
      }
    }
    return movers;
  }

  private void weave(String role, String bug) throws URISyntaxException {
    Path jar =
        Path.of(SeededBugs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    run.cluster().services().stream()
        .filter(it -> it.role().equals(role))
        .forEach(it -> it.weave(jar, "bug=" + bug));
  }

  private void restart(String role) {
    run.cluster().services().stream().filter(it -> it.role().equals(role)).forEach(it -> it.kill());
    run.cluster().awaitReady();
  }

  /// What brings a bug to do its harm.
  @FunctionalInterface
  private interface Provocation {
    void begin() throws Exception;
  }

  /// Harm needs a moment that may be missed: it is tried more than once. What was wrong before is
  /// no sign of it.
  private void caught(int invariant, String harm, Provocation provocation) throws Exception {
    var before = new HashSet<>(violations());
    Optional<Violation> found = Optional.empty();
    for (int i = 0; i < TRIES && found.isEmpty(); i++) {
      if (i > 0) {
        run.cluster().heal();
        run.cluster().awaitReady();
      }
      provocation.begin();
      Instant until = Instant.now().plus(CAUGHT_MAX);
      while (found.isEmpty() && Instant.now().isBefore(until)) {
        found =
            violations().stream()
                .filter(it -> !before.contains(it))
                .filter(it -> it.invariant() == invariant && it.sentence().contains(harm))
                .findFirst();
      }
    }
    assertThat(found).as("what the checker had to say of: " + harm).isPresent();
    System.out.println("Caught: " + found.get());
  }

  private List<Violation> violations() throws Exception {
    return Checker.check(run.soFar());
  }

  private static boolean isSoon(Callable<Boolean> sought) throws Exception {
    Instant until = Instant.now().plus(TAKEOVER_MAX);
    while (!sought.call()) {
      if (Instant.now().isAfter(until)) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }
}
