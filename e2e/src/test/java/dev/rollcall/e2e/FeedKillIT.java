package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A consumer of a feed, through a kill of the connector while it appends.
class FeedKillIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FEED = "/delivery/targets/people/feed";
  private static final int PEOPLE = 40;

  @TempDir Path folder;
  private final int port = Ports.free();
  private Platform platform;

  /// Connectors of other platforms, which other tests go on to use.
  private Set<Long> others = Set.of();

  private Caller scim;
  private Caller consumer;

  @BeforeEach
  void start() {
    others = connectors().map(ProcessHandle::pid).collect(Collectors.toSet());
    platform = Platform.start(new PlatformOptions(CHECKOUT, folder, port), (_, _) -> {});
    String origin = "http://127.0.0.1:" + port;
    scim = new Caller(origin, platform.token());
    consumer = new Tenants(origin, folder.resolve("credentials.json")).consumer("demo", "people");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static Stream<ProcessHandle> connectors() {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains("ConnectorApplication"));
  }

  @Test
  void after_a_kill_everybody_is_told_of_once_and_the_old_cursor_goes_on() {
    var put =
        new Caller("http://127.0.0.1:" + port, platform.adminToken())
            .send(
                "PUT",
                "/admin/delivery/targets/people",
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofString("{\"kind\":\"feed\",\"maxInFlight\":4}"));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    consumer.await(FEED, PATIENCE, answer -> answer.status() == 200);
    people(0);
    var first = consumer.await(FEED + "?limit=5", PATIENCE, it -> entries(it).size() == 5);

    connectors()
        .filter(it -> !others.contains(it.pid()))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
    people(PEOPLE);
    platform.close();
    start();

    List<JsonObject> told = new ArrayList<>(entries(first));
    String cursor = first.string("next");
    while (told.size() < 2 * PEOPLE) {
      String at = FEED + "?wait=10&after=" + cursor;
      var page = consumer.await(at, PATIENCE, it -> it.status() == 200 && !entries(it).isEmpty());
      told.addAll(entries(page));
      cursor = page.string("next");
    }
    assertThat(told.stream().map(FeedKillIT::name))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2 * PEOPLE).mapToObj(number -> "person" + number).toList());
    assertThat(told).allSatisfy(it -> assertThat(it.text("type")).contains("user.created"));
    assertThat(told.subList(0, 5)).isEqualTo(entries(first));
  }

  private void people(int from) {
    for (int number = from; number < from + PEOPLE; number++) {
      var answer = scim.post("/scim/v2/Users", Caller.user("person" + number));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }
  }

  private static List<JsonObject> entries(Caller.Answer answer) {
    return answer.status() == 200
        ? Objects.requireNonNull((JsonArray) answer.json().get("entries")).elements().stream()
            .map(JsonObject.class::cast)
            .toList()
        : List.of();
  }

  private static String name(JsonObject entry) {
    return ((JsonObject) Objects.requireNonNull(entry.get("data"))).text("userName").orElseThrow();
  }
}
