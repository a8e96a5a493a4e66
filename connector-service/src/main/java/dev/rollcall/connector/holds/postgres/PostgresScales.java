package dev.rollcall.connector.holds.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.holds.Scales;
import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.holds.core.Tally;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Acts that are being weighed, in PostgreSQL.
public final class PostgresScales implements Scales {
  private final Database database;
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;

  public PostgresScales(Database database) {
    this.database = database;
    this.durable = database.durable();
    this.transaction = database.transaction();
  }

  @Override
  public Flux<Weighed> open() {
    if (!database.isMigrated()) {
      return Flux.empty();
    }
    return database
        .relaxed()
        .sql(HoldSql.WEIGHING)
        .map(row ->
            new Weighed(
                text(row, "id"),
                text(row, "target_id"),
                Boolean.TRUE.equals(row.get("whole", Boolean.class)),
                text(row, "position")))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable);
  }

  @Override
  public Mono<Boolean> store(Weighed act, Page page) {
    Mono<Boolean> stored =
        durable
            .sql(HoldSql.ADVANCE)
            .bind("id", act.holdId())
            .bind("position", act.position())
            .bind("next", page.position())
            .bind("deactivations", page.tally().deactivations())
            .bind("deletions", page.tally().deletions())
            .bind("groups", page.tally().groups())
            .fetch()
            .rowsUpdated()
            .flatMap(rows -> rows == 0 ? Mono.just(false) : keys(act, page).thenReturn(true));
    return transaction.transactional(stored);
  }

  private Mono<Void> keys(Weighed act, Page page) {
    Mono<Void> wait =
        durable
            .sql(HoldSql.WAIT)
            .bind("id", act.holdId())
            .bind("leavers", page.leavers().toArray(String[]::new))
            .then();
    Mono<Void> goOn =
        durable
            .sql(HoldSql.GO_ON)
            .bind("target", act.targetId())
            .bind("id", act.holdId())
            .bind("others", page.others().stream().map(Seen::resourceId).toArray(String[]::new))
            .bind("generations", page.others().stream().map(Seen::generation).toArray(Long[]::new))
            .then();
    return wait.then(goOn);
  }

  @Override
  public Mono<Conclusion> conclude(Weighed act) {
    Mono<Conclusion> concluded =
        durable
            .sql(HoldSql.LOCK)
            .bind("id", act.holdId())
            .map(PostgresScales::act)
            .one()
            .filter(found -> found.state().equals("weighing"))
            .flatMap(found -> conclude(act, found));
    return transaction.transactional(concluded);
  }

  private record Act(
      String targetId, String act, String state, Tally tally, MassChange limit, long people) {}

  private static Act act(Readable row) {
    return new Act(
        text(row, "target_id"),
        text(row, "act"),
        text(row, "state"),
        new Tally(number(row, "deactivations"), number(row, "deletions"), number(row, "groups")),
        new MassChange(number(row, "mass_percent"), number(row, "mass_people")),
        number(row, "people"));
  }

  private Mono<Conclusion> conclude(Weighed weighed, Act act) {
    boolean held =
        act.limit().isMass(act.tally().people(), act.people())
            || (act.act().equals("repair") && act.tally().groups() > act.limit().people());
    String sentence = act.limit().sentence(act.tally(), act.people());
    if (act.tally().equals(Tally.NONE) && act.act().equals("directory")) {
      return durable
          .sql(HoldSql.FORGET)
          .bind("id", weighed.holdId())
          .then()
          .thenReturn(new Conclusion(act.targetId(), act.act(), false, sentence));
    }
    Mono<Void> stored =
        durable
            .sql(HoldSql.CONCLUDE)
            .bind("id", weighed.holdId())
            .bind("state", held ? "held" : "passed")
            .bind("people", (int) act.people())
            .bind("reason", sentence)
            .then();
    Mono<Void> released =
        held ? Mono.empty() : durable.sql(HoldSql.RELEASE_KEYS).bind("id", weighed.holdId()).then();
    return stored
        .then(released)
        .thenReturn(new Conclusion(act.targetId(), act.act(), held, sentence));
  }

  @Override
  public Flux<Count> held() {
    if (!database.isMigrated()) {
      return Flux.empty();
    }
    return database
        .relaxed()
        .sql(HoldSql.HELD)
        .map(row -> new Count(text(row, "target_id"), number(row, "held")))
        .all();
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  private static int number(Readable row, String column) {
    return Math.toIntExact(Objects.requireNonNull(row.get(column, Long.class)));
  }
}
