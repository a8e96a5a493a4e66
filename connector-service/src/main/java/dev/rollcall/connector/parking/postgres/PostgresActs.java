package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.ActPart;
import dev.rollcall.connector.parking.ActPart.Ending;
import dev.rollcall.connector.parking.Acts;
import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.parking.TargetActs.Order;
import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.connector.parking.core.Act.Cancel;
import dev.rollcall.connector.parking.core.Act.Discard;
import dev.rollcall.connector.parking.core.Act.OnKeys;
import dev.rollcall.connector.parking.core.Act.Redrive;
import dev.rollcall.connector.parking.core.ActCourse;
import dev.rollcall.connector.parking.core.ActCourse.State;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Acts in PostgreSQL. Each step locks its act, so that it is done once however many connectors
/// there are.
public final class PostgresActs implements Acts {
  private static final double SECOND = 1000;

  private final Database database;
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;
  private final TargetActs targets;
  private final Limits.Acts limits;
  private final List<ActPart> parts;

  /// @param targets carries out acts on a target as a whole
  /// @param parts carry out what features of their own have recorded
  public PostgresActs(
      Database database, Limits.Acts limits, TargetActs targets, List<ActPart> parts) {
    this.targets = targets;
    this.parts = List.copyOf(parts);
    this.database = database;
    this.durable = database.durable();
    this.transaction = database.transaction();
    this.limits = limits;
  }

  @Override
  public Mono<JsonObject> act(Place place, String actId) {
    return shown(place, actId, 1).next();
  }

  @Override
  public Flux<JsonObject> acts(Place place, int limit) {
    return shown(place, "", limit);
  }

  private Flux<JsonObject> shown(Place place, String actId, int limit) {
    return LetterSql.at(database.relaxed().sql(ActSql.SHOW), place)
        .bind("id", actId)
        .bind("limit", limit)
        .map(row -> ActRow.shown(row, place.base()))
        .all();
  }

  @Override
  public Mono<Void> forget() {
    return durable.sql(ActSql.FORGET).bind("keep", (double) limits.keep().toMillis()).then();
  }

  @Override
  public Mono<Boolean> advance() {
    Mono<Boolean> step =
        durable
            .sql(ActSql.TAKE)
            .map(ActRow::of)
            .one()
            .flatMap(
                row -> step(row).onErrorMap(e -> new FailedException(row.id(), e)).thenReturn(true))
            .defaultIfEmpty(false);
    return transaction
        .transactional(step)
        .onErrorResume(FailedException.class, e -> postpone(e).then(Mono.error(e)));
  }

  /// An act that cannot be carried out now keeps no other one from it.
  private Mono<Void> postpone(FailedException failed) {
    return durable
        .sql(ActSql.POSTPONE)
        .bind("id", failed.actId)
        .bind("pause", (double) limits.again().toMillis())
        .then();
  }

  /// A step that failed, and was rolled back.
  private static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String actId;

    FailedException(String actId, Throwable cause) {
      super("Act " + actId + " cannot be carried out for now", cause);
      this.actId = actId;
    }
  }

  private Mono<Void> step(ActRow row) {
    return parts.stream()
        .filter(part -> part.kinds().contains(row.kind()))
        .findFirst()
        .map(part -> part.carryOut(row.recorded()).flatMap(ending -> end(row, ending)))
        .orElseGet(() -> onLetters(row));
  }

  private Mono<Void> end(ActRow row, Ending ending) {
    return switch (ending) {
      case Ending.Done _ -> save(row, row.course().doneAtOnce(1), 0);
      case Ending.Refused(var why) -> save(row, row.course().refused(why), 0);
    };
  }

  private Mono<Void> onLetters(ActRow row) {
    return switch (Act.read(row.body())) {
      case Result.Refused<Act>(var error) -> save(row, row.course().refused(error.detail()), 0);
      case Result.Ok<Act>(Cancel cancel) -> cancel(row, cancel);
      case Result.Ok<Act>(Act.OnTarget act) -> onTarget(row, act);
      case Result.Ok<Act>(OnKeys act) ->
          row.course().state() == State.QUEUED ? begin(row, act) : page(row, act);
    };
  }

  private Mono<Void> onTarget(ActRow row, Act.OnTarget act) {
    var order = new Order(row.id(), row.tenant(), row.targetId(), row.requestId(), act);
    return targets
        .carryOut(order)
        .flatMap(outcome ->
            switch (outcome) {
              case TargetActs.Outcome.Refused(var why) -> save(row, row.course().refused(why), 0);
              case TargetActs.Outcome.Done(var number) ->
                  save(row, row.course().doneAtOnce(number), 0);
            });
  }

  private Mono<Void> begin(ActRow row, OnKeys act) {
    Set<String> ids = act.selection().resourceIds();
    GenericExecuteSpec spec = LetterSql.at(durable.sql(ActSql.SELECT), place(row));
    return LetterSql.bind(spec, act.selection().filter())
        .bind("act", row.id())
        .bind("states", ActSql.states(act).toArray(String[]::new))
        .bind("named", ids != null)
        .bind("ids", ids == null ? new String[0] : ids.toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .flatMap(selected -> {
          long absent = ids == null ? 0 : ids.size() - selected;
          return save(row, row.course().begun(selected, absent), 0);
        });
  }

  private Mono<Void> page(ActRow row, OnKeys act) {
    int page = Math.min(limits.pageMax(), act.perSecond());
    String sql =
        switch (act) {
          case Redrive _ -> ActSql.REDRIVE;
          case Discard _ -> ActSql.DISCARD;
        };
    return durable
        .sql(sql)
        .bind("act", row.id())
        .bind("target", row.targetId())
        .bind("limit", page)
        .bind("states", ActSql.states(act).toArray(String[]::new))
        .map(it -> row.course().paged(LetterRow.number(it, "done"), LetterRow.number(it, "passed")))
        .one()
        .flatMap(course -> save(row, course, page * SECOND / act.perSecond()));
  }

  private Mono<Void> cancel(ActRow row, Cancel cancel) {
    return durable
        .sql(ActSql.OTHER)
        .bind("id", cancel.actId())
        .bind("tenant", row.tenant())
        .bind("target", row.targetId())
        .map(ActRow::of)
        .one()
        .flatMap(other -> cancel(row, other).thenReturn(true))
        .switchIfEmpty(
            Mono.defer(() -> {
              String why = "The target has no act of this id.";
              return save(row, row.course().refused(why), 0).thenReturn(true);
            }))
        .then();
  }

  private Mono<Void> cancel(ActRow row, ActRow other) {
    Optional<String> why = other.course().whyNotCancelled(other.kind());
    if (why.isPresent()) {
      return save(row, row.course().refused(why.get()), 0);
    }
    return durable
        .sql(ActSql.TAKE_BACK)
        .bind("act", other.id())
        .bind("cancel", row.id())
        .bind("target", row.targetId())
        .bind("kind", other.kind())
        .bind(
            "left",
            other.kind().equals("redrive")
                ? new String[] {"waiting"}
                : new String[] {"discarded", "waiting"})
        .map(it -> LetterRow.number(it, "back"))
        .one()
        .flatMap(back ->
            save(other, other.course().cancelled(back), 0)
                .then(save(row, row.course().doneAtOnce(1), 0)));
  }

  private Mono<Void> save(ActRow row, ActCourse course, double pauseMillis) {
    GenericExecuteSpec spec =
        durable
            .sql(ActSql.SAVE)
            .bind("id", row.id())
            .bind("state", course.state().logicalName())
            .bind("total", course.total())
            .bind("done", course.done())
            .bind("passed", course.passed())
            .bind("back", course.takenBack())
            .bind("pause", pauseMillis);
    String says = course.says();
    return (says == null ? spec.bindNull("says", String.class) : spec.bind("says", says)).then();
  }

  private static Place place(ActRow row) {
    return new Place(row.tenant(), row.targetId(), "");
  }
}
