package dev.rollcall.bench.fairness;

import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Exchange;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Crowd;
import dev.rollcall.bench.scim.EntraMessages;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.ScimClient;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Measures a tenant at the pace that Microsoft asks for, alone and beside another one that does
/// what it can to be in the way. Both have their requests in the same partition.
public final class FairnessRun {
  private static final double CALM_PER_SECOND = 25;
  private static final int CALM_CONCURRENCY = 64;
  private static final int FLOOD = 64;
  private static final int BULKS = 10;
  private static final Duration ADMITTED_MAX = Duration.ofSeconds(20);

  private final Setting setting;

  /// What is measured, and with what.
  ///
  /// @param busy the client of the tenant that is in the way
  /// @param calm the client of the tenant that is measured
  public record Setting(
      ScimClient busy, ScimClient calm, Names names, Times times, PrintStream progress) {}

  /// How long.
  public record Times(Duration warmup, Duration each, long requestsMax) {}

  public FairnessRun(Setting setting) {
    this.setting = setting;
  }

  /// Runs everything, one after the other.
  public List<Row> run() throws InterruptedException {
    awaitAdmitted();
    Exchange flood = posts(setting.busy());
    Exchange bulk =
        () ->
            setting
                .busy()
                .post("/Bulk", EntraMessages.createAll(setting.names(), Crowd.BULK))
                .expecting(200);
    Exchange search =
        () ->
            setting
                .busy()
                .get("/Users?filter=name.familyName%20co%20%22e%22&count=100")
                .expecting(200);
    if (!setting.times().warmup().isZero()) {
      setting.progress().println("warming up fairness");
      measure(closed(FLOOD).lasting(setting.times().warmup()), flood);
    }
    var rows = new ArrayList<Row>();
    rows.add(new Row("fair: alone", calm().label(), alone()));
    rows.addAll(beside("flood", closed(FLOOD), flood));
    rows.addAll(beside("bulk", closed(BULKS), bulk));
    rows.addAll(beside("searches", closed(FLOOD), search));
    rows.add(new Row("fair: alone again", calm().label(), alone()));
    return rows;
  }

  private Measurement alone() throws InterruptedException {
    setting.progress().println("running fairness, alone");
    return measure(calm(), posts(setting.calm()));
  }

  /// The calm tenant's figures, and those of what it was measured beside.
  private List<Row> beside(String what, Load load, Exchange exchange) throws InterruptedException {
    setting.progress().println("running fairness, beside " + what);
    try (var other = Executors.newSingleThreadExecutor()) {
      var busy = other.submit(() -> measure(load, exchange));
      Measurement measured = measure(calm(), posts(setting.calm()));
      return List.of(
          new Row("fair: beside " + what, calm().label(), measured),
          new Row("fair: the " + what, load.label(), busy.get()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The run beside broke", e);
    }
  }

  private Exchange posts(ScimClient client) {
    return () ->
        client.post("/Users", EntraMessages.user(setting.names().nextUser())).expecting(201);
  }

  private Load calm() {
    return new Load(
        new Pace.Open(CALM_PER_SECOND),
        CALM_CONCURRENCY,
        setting.times().each(),
        setting.times().requestsMax());
  }

  private Load closed(int concurrency) {
    return new Load(
        new Pace.Closed(), concurrency, setting.times().each(), setting.times().requestsMax());
  }

  private static Measurement measure(Load load, Exchange exchange) throws InterruptedException {
    return new Driver(Ticker.system()).run(load, exchange);
  }

  /// Ingress notices a new credential within moments.
  private void awaitAdmitted() throws InterruptedException {
    Instant deadline = Instant.now().plus(ADMITTED_MAX);
    while (setting.calm().get("/ServiceProviderConfig").status() != 200) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("The driver's own credential is not taken up");
      }
      Thread.sleep(100);
    }
  }
}
