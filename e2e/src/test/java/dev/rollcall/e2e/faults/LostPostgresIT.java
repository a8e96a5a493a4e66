package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.standalone.demoapp.AppState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The services lose PostgreSQL as a whole, all at once, and get an empty database. Both logs are
/// there, and the only difference is time.
class LostPostgresIT extends OnRig {
  private static final Duration LEVEL_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String USERS = "/Users";
  private static final String GROUPS = "/Groups";

  private final List<String> ids = new ArrayList<>();

  @Test
  void services_that_run_on_an_emptied_database_end_and_their_next_start_has_everything_again()
      throws Exception {
    String stays = provision("run");
    Known before = known();

    rig.emptyDatabase();
    for (FaultyService service : List.of(rig.projection, rig.connector)) {
      assertThat(service.awaitEnd()).as(service.name()).isEqualTo(BrokenProcess.CODE);
      rig.startAgain(service, List.of());
    }

    assertBack(before, stays, "run");
  }

  @Test
  void services_that_start_on_an_empty_database_have_everything_again() throws Exception {
    String stays = provision("start");
    Known before = known();

    rig.services().forEach(FaultyService::kill);
    rig.emptyDatabase();
    rig.services().forEach(service -> rig.startAgain(service, List.of()));

    assertBack(before, stays, "start");
  }

  /// One who stays and gets a title, one who is switched off, one who is gone, and their group.
  ///
  /// @return who stays
  private String provision(String name) throws Exception {
    String stays = created(USERS, Bodies.user(name + "-stays", "first"));
    String off = created(USERS, Bodies.user(name + "-off", "first"));
    String gone = created(USERS, Bodies.user(name + "-gone", "first"));
    String group = created(GROUPS, Bodies.group(name + "-group", stays, off, gone));
    assertLevel();
    changed(USERS + "/" + stays, Bodies.replace("title", "\"second\""));
    changed(USERS + "/" + off, Bodies.replace("active", "false"));
    changed(GROUPS + "/" + group, Bodies.remove(off));
    assertThat(client.ask("DELETE", USERS + "/" + gone, "").status()).isEqualTo(204);
    assertThat(client.ask("POST", USERS, Bodies.user(name + "-stays", "other")).status())
        .isEqualTo(409);
    assertLevel();
    rig.targets().received();
    return stays;
  }

  private String created(String endpoint, String body) {
    String id = client.ask("POST", endpoint, body).string("id");
    ids.add(id);
    return id;
  }

  private void changed(String path, String operation) {
    assertThat(client.ask("PATCH", path, Bodies.patch(operation)).status()).isIn(200, 204);
  }

  /// What somebody outside knows of the directory.
  private record Known(String users, String groups, Map<String, List<JsonObject>> histories) {}

  private Known known() throws Exception {
    var histories = new TreeMap<String, List<JsonObject>>();
    for (String id : ids) {
      histories.put(id, rig.administration().history(id));
    }
    return new Known(
        client.get(USERS + "?count=500").text(),
        client.get(GROUPS + "?count=500").text(),
        histories);
  }

  private void assertBack(Known before, String stays, String name) throws Exception {
    rig.services().forEach(FaultyService::awaitReady);
    assertThat(known()).isEqualTo(before);

    changed(USERS + "/" + stays, Bodies.replace("title", "\"third\""));
    created(USERS, Bodies.user(name + "-new", "first"));
    assertLevel();
    logs.assertWhole();
    List<String> received = rig.targets().received();
    // Whoever is there is refused, found by it, and adopted; only who is new is made.
    assertThat(received).filteredOn(it -> it.startsWith("POST") && it.endsWith("201")).hasSize(1);
    assertThat(received).noneMatch(it -> it.startsWith("DELETE"));
    assertThat(received).noneMatch(it -> it.contains(name + "-gone"));
  }

  private void assertLevel() {
    Awaitility.await("the targets have what the directory has")
        .atMost(LEVEL_MAX)
        .pollInterval(LOOK)
        .untilAsserted(() -> {
          AppState directory = rig.administration().directory();
          assertThat(rig.targets().differences(directory)).isEmpty();
        });
  }
}
