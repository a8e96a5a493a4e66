package dev.rollcall.connector.leavers;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.leavers.Leavers.Late;
import dev.rollcall.connector.leavers.Leavers.Overdue;
import dev.rollcall.connector.leavers.core.Spread;
import dev.rollcall.connector.operations.core.Spoken;
import dev.rollcall.connector.rounds.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Gives the alarm for whoever is still in a target after too long, once each, and keeps the
/// figures. Health stays as it is: the service does what it can.
final class LeaverWatch extends Rounds {
  private static final Logger log = LoggerFactory.getLogger(LeaverWatch.class);
  private static final Duration FORGET = Duration.ofHours(1);
  private static final double HUNDRED = 100;
  private static final double SECOND_MILLIS = 1000;

  private final Database database;
  private final Leavers leavers;
  private final Limits.Leavers limits;
  private final MultiGauge overdue;
  private final MultiGauge times;

  LeaverWatch(Database database, Leavers leavers, Limits.Leavers limits, MeterRegistry registry) {
    super("Leavers are not watched");
    this.database = database;
    this.leavers = leavers;
    this.limits = limits;
    this.overdue =
        MultiGauge.builder("rollcall.leavers.overdue")
            .description("People who are still in a target although they left too long ago")
            .register(registry);
    this.times =
        MultiGauge.builder("rollcall.leavers.out.seconds")
            .description("From the request to seen to be out, of those who left lately")
            .register(registry);
  }

  @Override
  protected Flux<?> rounds() {
    return Flux.merge(
        every(limits.look(), () -> guarded(look())),
        every(FORGET, () -> guarded(leavers.forget())));
  }

  private Mono<Void> look() {
    return leavers
        .alarm()
        .doOnNext(all -> all.forEach(LeaverWatch::warn))
        .then(leavers.late().collectList().doOnNext(this::overdue))
        .then(leavers.spreads(null, limits.window()).collectList().doOnNext(this::times))
        .then();
  }

  private static void warn(Overdue leaver) {
    log.warn(
        leaver.again()
            ? "{} may not be in target {} any more, was out, and was seen to be on again {} ago"
            : "{} may not be in target {} any more and has been in it for {}",
        leaver.resourceId(),
        leaver.targetId(),
        Spoken.of(leaver.since()));
  }

  private void overdue(List<Late> all) {
    var rows = new ArrayList<Row<?>>();
    for (Late late : all) {
      rows.add(Row.of(Tags.of("target", late.targetId()), late.number()));
    }
    overdue.register(rows, true);
  }

  private void times(List<Spread> spreads) {
    var rows = new ArrayList<Row<?>>();
    for (Spread spread : spreads) {
      for (Spread.Quantile each : spread.quantiles()) {
        String quantile = String.format(Locale.ROOT, "%.2f", each.part() / HUNDRED);
        rows.add(
            Row.of(
                Tags.of("target", spread.targetId(), "quantile", quantile),
                each.time().toMillis() / SECOND_MILLIS));
      }
    }
    times.register(rows, true);
  }

  private Mono<Void> guarded(Mono<Void> work) {
    return database.isMigrated()
        ? attempt("", "Leavers cannot be watched for now", work)
        : Mono.empty();
  }
}
