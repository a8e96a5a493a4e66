package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonArray;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target of the file and a recorded one of the same tenant have one name: the recorded one is
/// meant, wherever the name is said.
class SharedNameIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TENANT = "shared-name";

  private final DecisionFeed feed = DecisionFeed.shared();

  @Test
  void the_recorded_one_is_asked_replayed_and_decided_on(@TempDir Path folder) throws IOException {
    Path keys =
        Files.writeString(folder.resolve("keys.json"), LocalKeys.newFile(RANDOM, Instant.now()));
    var filed = new ScimDirectory();
    var recorded = new ScimDirectory();
    try (var first = new FakeServer(filed);
        var second = new FakeServer(recorded);
        var connector =
            Connector.start(
                folder,
                List.of(TargetEntries.scim("crm", TENANT, first.url())),
                "SEALING_KEY_FILE=" + keys,
                "RECORDED_PRIVATE_ADDRESSES=true")) {
      people("ada", "ben", "cy");
      connector.awaitApplied(TENANT);
      var sealer = new Sealer(LocalKeys.of(keys, RANDOM), RANDOM);
      feed.publish(
          TENANT, Facts.created(ReservedType.TARGET.ref("crm"), document(sealer, second.url())));
      await().atMost(Connector.PATIENCE).until(() -> recorded.all("/Users").size() == 3);
      connector.awaitApplied(TENANT);
      recorded.change(
          "/Users",
          recorded.user("ada").orElseThrow().text("id").orElseThrow(),
          recorded.user("ada").orElseThrow().with("title", new JsonString("Drifted")));

      var acts = new ActFeed(connector, TENANT, "crm");
      String replay =
          acts.replay(JsonObject.builder().put("from", "present").put("distrust", true).build());
      await()
          .atMost(Connector.PATIENCE)
          .until(() ->
              connector
                  .get(path("/replays/" + replay))
                  .body()
                  .text("state")
                  .filter("done"::equals)
                  .isPresent());
      assertThat(recorded.user("ada").orElseThrow().text("title")).contains("Lady");

      feed.publish(
          TENANT,
          Facts.deactivated(Facts.user("ada"), 2, titled("ada")),
          Facts.deactivated(Facts.user("ben"), 2, titled("ben")));
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> connector.keys(TENANT, "crm", "held").size() == 2);
      var holds =
          (JsonArray)
              Objects.requireNonNull(connector.get(path("/holds?state=held")).body().get("holds"));
      assertThat(holds.elements()).hasSize(1);
      var waiting = (JsonObject) holds.elements().getFirst();
      assertThat(waiting.text("targetId")).contains("crm");
      String hold = waiting.text("id").orElseThrow();
      JsonObject release =
          JsonObject.builder().put("decision", "release").put("reason", "as agreed").build();
      assertThat(acts.post("/holds/" + hold, release).status()).isEqualTo(202);
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> connector.keys(TENANT, "crm", "held").isEmpty());

      JsonObject one = connector.target(TENANT, "crm");
      assertThat(one.get("held")).isEqualTo(JsonNumber.of(0));
    }
  }

  private void people(String... names) {
    for (String name : names) {
      feed.publish(TENANT, Facts.created(Facts.user(name), titled(name)));
    }
  }

  private static JsonObject titled(String name) {
    return Facts.person(name).toBuilder().put("title", "Lady").build();
  }

  private static JsonObject document(Sealer sealer, String url) {
    var place = new Sealer.Place(TENANT, "target:crm", "token");
    return JsonObject.builder()
        .put("kind", "scim")
        .put("url", url)
        .put("token", JsonObject.of("sealed", sealer.seal(place, "t")))
        .put("allowPrivateAddress", true)
        .build();
  }

  private static String path(String more) {
    return "/internal/v1/" + TENANT + "/targets/crm" + more;
  }
}
