package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The connector's database is lost and made anew from the log: what was done at targets by acts is
/// not done once more.
class ActsOfBeforeIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TENANT = "acts-of-before";
  private static final String RECORDED = "crm";
  private static final String IN_FILE = "payroll-" + TENANT;
  private static final JsonObject DISCARD_ALL =
      JsonObject.builder()
          .put("act", "discard")
          .put("filter", JsonObject.EMPTY)
          .put("reason", "tidying up")
          .build();
  private static final JsonObject LOOK =
      JsonObject.builder()
          .put("act", "reconcile")
          .put("reason", "only looking")
          .put("reportOnly", JsonBoolean.TRUE)
          .build();
  private static final JsonObject FROM_NOW =
      JsonObject.builder()
          .put("from", new JsonString("present"))
          .put("reason", "their restore")
          .build();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private final ScimDirectory payroll = new ScimDirectory();
  private final FakeServer payrollServer = new FakeServer(payroll);
  private Path folder;
  private Path keys;
  private Connector connector;

  @BeforeEach
  void start(@TempDir Path given) throws IOException {
    folder = given;
    keys = Files.writeString(folder.resolve("keys.json"), LocalKeys.newFile(RANDOM, Instant.now()));
    startOnAnEmptyDatabase();
    recordTarget();
    feed.publish(TENANT, Facts.created(Facts.user("u1"), Facts.person("ada")));
    for (ScimDirectory each : List.of(directory, payroll)) {
      await().atMost(Connector.PATIENCE).until(() -> each.user("ada").isPresent());
    }
    connector.awaitApplied(TENANT);
  }

  @AfterEach
  void close() {
    connector.close();
    server.close();
    payrollServer.close();
  }

  @Test
  void what_was_done_before_the_database_was_lost_is_history_and_a_new_act_is_carried_out() {
    for (String target : List.of(RECORDED, IN_FILE)) {
      done(target, DISCARD_ALL);
      done(target, LOOK);
      acts(target).replay(FROM_NOW);
      assertThat(states(target)).containsExactly("done", "done", "done");
    }
    connector.stop();
    refuseNewcomers(server);
    refuseNewcomers(payrollServer);
    feed.publish(TENANT, Facts.created(Facts.user("u2"), Facts.person("grace")));

    startOnAnEmptyDatabase();

    for (String target : List.of(RECORDED, IN_FILE)) {
      await().atMost(Connector.PATIENCE).until(() -> parked(target) == 1);
      await().atMost(Connector.PATIENCE).until(() -> states(target).size() == 3);
      assertThat(list(target, "acts"))
          .allSatisfy(act -> {
            assertThat(act.text("state")).contains("refused");
            assertThat(act.text("detail"))
                .contains(
                    "It was asked before the connector's database was made anew or brought back;"
                        + " ask again if it is still wanted.");
            assertThat(act.get("endedAt")).isNotNull();
          });
      assertThat(list(target, "reconciliations")).isEmpty();
      assertThat(list(target, "replays")).isEmpty();
    }

    server.honest();
    payrollServer.honest();
    for (String target : List.of(RECORDED, IN_FILE)) {
      done(target, redriveAll());
      assertThat(states(target)).containsExactly("done", "refused", "refused", "refused");
    }
    connector.awaitApplied(TENANT);
    assertThat(directory.user("grace")).isPresent();
    assertThat(payroll.user("grace")).isPresent();

    connector.stop();
    connector.start();
    done(RECORDED, LOOK);
    assertThat(states(RECORDED)).containsExactly("done", "done", "refused", "refused", "refused");
  }

  private void startOnAnEmptyDatabase() {
    connector =
        Connector.start(
            folder,
            List.of(TargetEntries.scim(IN_FILE, TENANT, payrollServer.url())),
            "SEALING_KEY_FILE=" + keys,
            "RECORDED_PRIVATE_ADDRESSES=true");
  }

  private static JsonObject redriveAll() {
    return DISCARD_ALL.with("act", new JsonString("redrive"));
  }

  private void done(String target, JsonObject act) {
    JsonObject ended = acts(target).ended(acts(target).publish(act));
    assertThat(ended.text("state")).as(ended.toString()).contains("done");
  }

  private static void refuseNewcomers(FakeServer of) {
    of.mood(request ->
        request.method().equals("POST") && request.body().contains("grace")
            ? new Mood.Says(
                Response.json(400, JsonObject.of("detail", new JsonString("No seat is left"))))
            : new Mood.Honest());
  }

  private ActFeed acts(String target) {
    return new ActFeed(connector, TENANT, target);
  }

  private List<String> states(String target) {
    return list(target, "acts").stream().map(act -> act.text("state").orElseThrow()).toList();
  }

  private List<JsonObject> list(String target, String name) {
    JsonObject body = connector.get(path(target) + "/" + name).body();
    return ((JsonArray) Objects.requireNonNull(body.get(name)))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private long parked(String target) {
    JsonObject letters = connector.get(path(target) + "/deadletters").body();
    return letters.get("total") instanceof JsonNumber total ? total.value().longValueExact() : 0;
  }

  private static String path(String target) {
    return "/internal/v1/" + TENANT + "/targets/" + target;
  }

  private void recordTarget() {
    var sealer = new Sealer(LocalKeys.of(keys, RANDOM), RANDOM);
    var place = new Sealer.Place(TENANT, "target:" + RECORDED, "token");
    feed.publish(
        TENANT,
        Facts.created(
            ReservedType.TARGET.ref(RECORDED),
            JsonObject.builder()
                .put("kind", "scim")
                .put("url", server.url())
                .put("token", JsonObject.of("sealed", sealer.seal(place, "secret")))
                .put("allowPrivateAddress", true)
                .build()));
  }
}
