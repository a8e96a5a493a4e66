package dev.rollcall.bench.delivery;

import dev.rollcall.bench.Limits;
import dev.rollcall.bench.files.ListFile;
import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Exchange;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.EntraMessages;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/// Measures how long after the answer to a POST the new user is at a SCIM target and at a webhook.
/// A delivery that overtakes the answer counts as zero.
public final class DeliveryRun implements AutoCloseable {
  private static final int SECRET_BYTES = 24;

  private final Setting setting;
  private final Arrivals atScim = new Arrivals();
  private final Arrivals atHook = new Arrivals();
  private final TargetApp scim;
  private final TargetApp hook;
  private final ListFile targets;
  private final String mark = HexFormat.of().formatHex(random(4));

  /// What the run needs of its surroundings.
  ///
  /// @param scim the platform's SCIM interface
  /// @param admin the platform's administration interface
  /// @param targets where the driver's targets are to be entered
  public record Setting(ScimClient scim, ScimClient admin, TargetsPlace targets, Limits limits) {}

  private DeliveryRun(Setting setting) {
    this.setting = setting;
    TargetsPlace place = setting.targets();
    this.scim = TargetApp.start(place.scimPort(), new ScimTarget(atScim));
    this.hook =
        TargetApp.start(
            place.hookPort(),
            call -> {
              atHook.note(call.body());
              return new TargetApp.Reply(204, "");
            });
    this.targets = ListFile.with(place.file(), "targets", List.of(scimTarget(), hookTarget()));
  }

  /// Starts the two targets, enters them and waits until the connector has them and nothing waits
  /// to be delivered to them.
  ///
  /// @throws IllegalStateException where that does not come about in time
  public static DeliveryRun start(Setting setting) {
    var run = new DeliveryRun(setting);
    if (!run.await(setting.limits().targetsReadyWait(), run::ready)) {
      run.close();
      throw new IllegalStateException(
          "The connector has not taken up the driver's targets, or is behind with them");
    }
    return run;
  }

  /// Posts users under a load and returns the times of the answers and of the deliveries.
  public List<Row> measure(Load load, Names names) throws InterruptedException {
    var answered = new ConcurrentHashMap<String, Long>();
    Measurement posts = new Driver(Ticker.system()).run(load, posting(names, answered));
    await(
        setting.limits().deliveryWait(),
        () -> answered.keySet().stream().allMatch(it -> atScim.has(it) && atHook.has(it)));
    return List.of(
        new Row("delivery: POST", load.label(), posts),
        new Row("delivery: scim", load.label(), times(answered, atScim::nanos)),
        new Row("delivery: webhook", load.label(), times(answered, atHook::nanos)),
        new Row(
            "delivery: both",
            load.label(),
            times(answered, it -> Math.max(atScim.nanos(it), atHook.nanos(it)))));
  }

  @Override
  public void close() {
    targets.close();
    scim.close();
    hook.close();
  }

  private Exchange posting(Names names, Map<String, Long> answered) {
    return () -> {
      String userName = names.nextUser();
      Optional<String> failure =
          setting.scim().post("/Users", EntraMessages.user(userName)).expecting(201);
      if (failure.isEmpty()) {
        answered.put(userName.substring(0, userName.indexOf('@')), System.nanoTime());
      }
      return failure;
    };
  }

  private Measurement times(Map<String, Long> answered, ToLongFunction<String> arrival) {
    var latencies = Measurement.histogram();
    var failures = new TreeMap<String, Long>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (var entry : answered.entrySet()) {
      long arrived = arrival.applyAsLong(entry.getKey());
      if (arrived == Long.MAX_VALUE) {
        failures.merge("not applied in time", 1L, Long::sum);
        continue;
      }
      first = Math.min(first, entry.getValue());
      last = Math.max(last, arrived);
      long micros = (arrived - entry.getValue()) / 1000;
      latencies.recordValue(Math.clamp(micros, 0, Measurement.LATENCY_MICROS_MAX));
    }
    return new Measurement(latencies, last > first ? last - first : 0, failures);
  }

  private boolean await(Duration wait, BooleanSupplier condition) {
    Ticker ticker = Ticker.system();
    long deadline = ticker.nanos() + wait.toNanos();
    while (!condition.getAsBoolean()) {
      if (ticker.nanos() > deadline) {
        return false;
      }
      ticker.awaitUntil(ticker.nanos() + setting.limits().pollInterval().toNanos());
    }
    return true;
  }

  private boolean ready() {
    var answer = setting.admin().get("/delivery/targets");
    if (answer.expecting(200).isPresent()
        || !(ScimClient.json(answer).get("targets") instanceof JsonArray(List<Json> known))) {
      return false;
    }
    return known.stream().filter(this::isOursAndIdle).count() == 2;
  }

  private boolean isOursAndIdle(Json target) {
    return target instanceof JsonObject object
        && object.text("id").filter(id -> id.endsWith(mark)).isPresent()
        && JsonNumber.of(0).equals(object.get("backlog"));
  }

  private JsonObject scimTarget() {
    return target("bench-scim-" + mark, "scim", scim.url("/scim/v2"))
        .put("token", HexFormat.of().formatHex(random(SECRET_BYTES)))
        .build();
  }

  private JsonObject hookTarget() {
    return target("bench-hook-" + mark, "webhook", hook.url("/hooks"))
        .put("secret", "whsec_" + Base64.getEncoder().encodeToString(random(SECRET_BYTES)))
        .build();
  }

  private JsonObject.Builder target(String id, String kind, String url) {
    return JsonObject.builder()
        .put("id", id)
        .put("tenant", setting.targets().tenant())
        .put("kind", kind)
        .put("url", url)
        .put("allowPrivateAddress", true);
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
