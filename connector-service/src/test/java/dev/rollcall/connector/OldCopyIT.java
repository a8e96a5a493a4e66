package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The connector's database is brought back from an old copy: what was done at targets by acts
/// since is not done once more.
class OldCopyIT {
  private static final String TENANT = "old-copy";
  private static final String TARGET = "payroll-of-the-old-copy";
  private static final JsonObject LOOK =
      JsonObject.builder()
          .put("act", "reconcile")
          .put("reason", "only looking")
          .put("reportOnly", JsonBoolean.TRUE)
          .build();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private Connector connector;
  private ActFeed acts;

  @BeforeEach
  void start(@TempDir Path folder) {
    connector = Connector.start(folder, List.of(TargetEntries.scim(TARGET, TENANT, server.url())));
    acts = new ActFeed(connector, TENANT, TARGET);
    feed.publish(TENANT, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector.awaitApplied(TENANT);
  }

  @AfterEach
  void close() {
    connector.close();
    server.close();
  }

  @Test
  void what_was_done_since_the_copy_is_history_and_a_new_act_is_carried_out() {
    look();
    connector.stop();
    Copies.take(connector.database());
    connector.start();
    look();
    look();
    Copies.awaitTold(connector.database());
    connector.stop();
    Copies.bringBack(connector.database());

    connector.start();
    connector.awaitApplied(TENANT);
    await().atMost(Connector.PATIENCE).until(() -> list("acts").size() == 3);
    assertThat(states()).containsExactly("refused", "refused", "done");
    assertThat(list("reconciliations")).hasSize(1);

    look();
    connector.stop();
    connector.start();
    look();
    assertThat(states()).containsExactly("done", "done", "refused", "refused", "done");
  }

  private void look() {
    JsonObject ended = acts.ended(acts.publish(LOOK));
    assertThat(ended.text("state")).as(ended.toString()).contains("done");
    // The act has begun it; one that is under way refuses the next.
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> list("reconciliations").stream().allMatch(it -> it.get("endedAt") != null));
  }

  private List<String> states() {
    return list("acts").stream().map(act -> act.text("state").orElseThrow()).toList();
  }

  private List<JsonObject> list(String name) {
    JsonObject body =
        connector.get("/internal/v1/" + TENANT + "/targets/" + TARGET + "/" + name).body();
    return ((JsonArray) Objects.requireNonNull(body.get(name)))
        .elements().stream().map(JsonObject.class::cast).toList();
  }
}
