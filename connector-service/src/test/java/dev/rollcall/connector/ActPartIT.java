package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.ActPart;
import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.connector.parking.postgres.PostgresActs;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.testkit.BackingServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Acts that features carry out, on a real PostgreSQL: what was begun and not finished was not
/// done.
class ActPartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private dev.rollcall.testkit.Database server;
  private Database database;

  @BeforeEach
  void open() throws InterruptedException {
    server = BackingServers.freshDatabase();
    database = OwnDatabase.of(server, 2);
    database.start();
    database.awaitMigrated();
  }

  @AfterEach
  void close() {
    database.stop();
  }

  /// Writes a row, and does not come to the end the first time.
  private final class Broken implements ActPart {
    private final AtomicInteger tries = new AtomicInteger();

    @Override
    public Set<String> kinds() {
      return Set.of("test.broken", "test.good");
    }

    @Override
    public Mono<Ending> carryOut(Recorded act) {
      boolean breaks = act.kind().equals("test.broken") && tries.incrementAndGet() == 1;
      return database
          .durable()
          .sql(
              "INSERT INTO connector.throughput VALUES (:id, :kind, 'epoch', 1, 1)"
                  + " ON CONFLICT (target_id, instance, minute) DO UPDATE"
                  + " SET applied = connector.throughput.applied + 1")
          .bind("id", act.targetId())
          .bind("kind", act.kind())
          .then()
          .then(
              breaks
                  ? Mono.error(new IllegalStateException("Killed midway"))
                  : Mono.just(new Ending.Done()));
    }
  }

  /// Acts on a whole target are none of this test's.
  private static final class NoTargets implements TargetActs {
    @Override
    public Mono<Outcome> carryOut(Order order) {
      return Mono.error(new IllegalStateException("An act on a target"));
    }

    @Override
    public Mono<JsonObject> dryRun(Place place, Act.OnTarget act) {
      return Mono.error(new IllegalStateException("An act on a target"));
    }
  }

  private void queue(String id, String kind) {
    Rows.execute(
        server,
        "INSERT INTO connector.act (id, tenant, target_id, kind, body, request_id, recorded_at,"
            + " next_at) VALUES ('%s', 'acme', 'crm', '%s', '{}', 'r-%s', now(), now() - interval '1 s')"
                .formatted(id, kind, id));
  }

  private long worked(String kind) {
    return Rows.number(
        server,
        "SELECT coalesce(sum(applied), 0) FROM connector.throughput WHERE instance = '"
            + kind
            + "'");
  }

  private String state(String id) {
    return Rows.number(
                server,
                "SELECT count(*) FROM connector.act WHERE state = 'done' AND id = '" + id + "'")
            == 1
        ? "done"
        : "open";
  }

  @Test
  void an_act_that_breaks_midway_is_carried_out_once_and_keeps_no_other_waiting() {
    var acts =
        new PostgresActs(database, Limits.STANDARD.acts(), new NoTargets(), List.of(new Broken()));
    queue("a", "test.broken");

    assertThatThrownBy(() -> acts.advance().block(PATIENCE)).hasMessageContaining("Act a");
    assertThat(worked("test.broken")).as("nothing of it is left").isZero();
    assertThat(state("a")).isEqualTo("open");

    queue("b", "test.good");
    assertThat(acts.advance().block(PATIENCE)).isTrue();
    assertThat(state("b")).isEqualTo("done");
    assertThat(acts.advance().block(PATIENCE)).as("the other one waits a while").isFalse();

    Rows.execute(server, "UPDATE connector.act SET next_at = now() WHERE id = 'a'");
    assertThat(acts.advance().block(PATIENCE)).isTrue();
    assertThat(acts.advance().block(PATIENCE)).isFalse();
    assertThat(state("a")).isEqualTo("done");
    assertThat(worked("test.broken")).isEqualTo(1);
  }

  @Test
  void an_act_that_nobody_knows_is_refused() {
    var acts = new PostgresActs(database, Limits.STANDARD.acts(), new NoTargets(), List.of());
    queue("a", "test.of.tomorrow");

    assertThat(acts.advance().block(PATIENCE)).isTrue();
    assertThat(
            Rows.number(
                server, "SELECT count(*) FROM connector.act WHERE state = 'refused' AND id = 'a'"))
        .isEqualTo(1);
  }
}
