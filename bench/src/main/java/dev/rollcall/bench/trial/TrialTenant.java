package dev.rollcall.bench.trial;

import dev.rollcall.bench.files.ListFile;
import dev.rollcall.bench.files.OwnCredential;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.scim.Crowd;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// A tenant that nobody has used, with targets of the driver's own, until this is closed. What else
/// is in the directory is therefore no part of a trial.
final class TrialTenant implements AutoCloseable {
  private static final Duration VALID = Duration.ofHours(24);
  private static final int TOKEN_BYTES = 24;

  private final TrialSetting setting;
  private final String name = "trial-" + random(4);
  private final Names names = Names.ofNewRun();
  private final ListFile credentials;
  private final ListFile targets;
  private final ScimClient scim;
  private final ScimClient admin;

  private TrialTenant(TrialSetting setting) {
    this.setting = setting;
    Token scimToken = Token.make(new SecureRandom());
    Token adminToken = Token.make(new SecureRandom());
    var timeout = setting.limits().requestTimeout();
    this.scim = new ScimClient(setting.scimBase(), scimToken.text(), timeout);
    this.admin = new ScimClient(setting.adminBase(), adminToken.text(), timeout);
    this.credentials =
        ListFile.with(
            setting.credentialsFile(),
            "credentials",
            List.of(
                OwnCredential.of(name, scimToken, "scim", VALID),
                OwnCredential.of(name, adminToken, "admin", VALID)));
    this.targets = ListFile.with(setting.targetsFile(), "targets", List.of());
  }

  /// Makes a tenant and waits until it is let in.
  static TrialTenant enter(TrialSetting setting) {
    var tenant = new TrialTenant(setting);
    setting.progress().println("the tenant is " + tenant.name);
    try {
      tenant.await("The driver's own credentials are not taken up", tenant::isLetIn);
      return tenant;
    } catch (IllegalStateException e) {
      tenant.close();
      throw e;
    }
  }

  private boolean isLetIn() {
    return scim.get("/ServiceProviderConfig").status() == 200
        && admin.get("/delivery/targets").status() == 200;
  }

  /// Returns the entry of a SCIM target.
  JsonObject.Builder target(String id, String url) {
    var entry =
        JsonObject.builder()
            .put("id", id)
            .put("tenant", name)
            .put("kind", "scim")
            .put("url", url)
            .put("token", random(TOKEN_BYTES))
            .put("allowPrivateAddress", true);
    int inFlight = setting.size().inFlight();
    return inFlight > 0 ? entry.put("maxInFlight", inFlight) : entry;
  }

  /// Makes these the driver's targets; whoever was one before and is not named is none any more.
  void targets(List<JsonObject> entries) {
    targets.enter(entries);
  }

  /// Makes people, in bulk, and returns their ids.
  List<String> people(int many) throws InterruptedException {
    setting.progress().println("making " + many + " people");
    return Crowd.make(scim, names, many);
  }

  ScimClient scim() {
    return scim;
  }

  /// Sends something to a target by the administration interface.
  ///
  /// @param path below the target
  /// @return the id of what was recorded
  String order(String target, String path, JsonObject body) {
    var answer = admin.post("/delivery/targets/" + target + path, body);
    answer
        .expecting(201, 202)
        .ifPresent(failure -> {
          throw new IllegalStateException(path + " is refused: " + failure + " " + answer.body());
        });
    return ScimClient.json(answer).text("id").orElseThrow();
  }

  /// Returns the state of what was recorded.
  ///
  /// @param path below the target
  String state(String target, String path) {
    var answer = admin.get("/delivery/targets/" + target + path);
    return answer.status() == 200 ? ScimClient.json(answer).text("state").orElse("") : "";
  }

  /// Counts the tenant's targets of which something is true.
  long count(Predicate<JsonObject> condition) {
    return known().stream().filter(condition).count();
  }

  /// Adds up a number that targets have.
  long sum(String member) {
    return known().stream().mapToLong(it -> Math.max(0, number(it, member))).sum();
  }

  private List<JsonObject> known() {
    var answer = admin.get("/delivery/targets");
    return answer.status() == 200
            && ScimClient.json(answer).get("targets") instanceof JsonArray(List<Json> known)
        ? known.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  /// Returns a number that a target has, such as its backlog; -1 where it is not known.
  static long number(JsonObject target, String member) {
    return target.get(member) instanceof JsonNumber(var value) ? value.longValueExact() : -1;
  }

  /// Says whether nothing is to be sent to a target.
  static boolean isIdle(JsonObject target) {
    return number(target, "backlog") == 0;
  }

  /// Waits for something that comes soon.
  ///
  /// @throws IllegalStateException where it does not
  void await(String otherwise, BooleanSupplier condition) {
    long deadline = System.nanoTime() + setting.limits().targetsReadyWait().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(otherwise);
      }
      pause();
    }
  }

  /// Waits for a count, for as long as it goes on.
  ///
  /// @throws IllegalStateException where it stands still
  void awaitCount(String what, long wanted, LongSupplier count) {
    awaitCount(what, wanted, count, () -> {});
  }

  /// Waits for a count, for as long as it goes on.
  ///
  /// @param meanwhile what is done at each look
  /// @throws IllegalStateException where it stands still
  void awaitCount(String what, long wanted, LongSupplier count, Runnable meanwhile) {
    long last = -1;
    long since = System.nanoTime();
    for (long now = count.getAsLong(); now < wanted; now = count.getAsLong()) {
      if (now != last) {
        last = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > setting.limits().deliveryWait().toNanos()) {
        throw new IllegalStateException(what + " stand still at " + now + " of " + wanted);
      }
      meanwhile.run();
      pause();
    }
  }

  private void pause() {
    Ticker ticker = Ticker.system();
    ticker.awaitUntil(ticker.nanos() + setting.limits().pollInterval().toNanos());
  }

  @Override
  public void close() {
    targets.close();
    credentials.close();
    scim.close();
    admin.close();
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
