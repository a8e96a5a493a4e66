package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.Connector.Answer;
import dev.rollcall.connector.FeedConsumer.Page;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// A target whose consumer comes and asks.
class FeedIT {
  private final DecisionFeed decisions = DecisionFeed.shared();
  private FeedStage stage;
  private String tenant = "";

  @BeforeEach
  void start(TestInfo test, @TempDir Path folder) {
    tenant = "f-" + Integer.toHexString(test.getDisplayName().hashCode());
    stage = new FeedStage(tenant, folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void whoever_asks_is_told_everything_in_order_and_goes_on_where_it_acknowledged() {
    stage.life();
    var told = new ArrayList<JsonObject>();
    String cursor = "";
    Page page;
    do {
      page = stage.consumer().page("?limit=3" + (cursor.isEmpty() ? "" : "&after=" + cursor));
      told.addAll(page.entries());
      cursor = page.next();
    } while (!page.caughtUp());

    assertThat(told.stream().map(FeedConsumer::line).filter(it -> it.endsWith("u1")))
        .containsExactly(
            "user.created u1",
            "user.updated u1",
            "user.deactivated u1",
            "user.reactivated u1",
            "user.deleted u1");
    assertThat(told.stream().map(FeedConsumer::line).filter(it -> it.endsWith("g1")))
        .startsWith("group.created g1", "group.members_added g1");
    assertThat(told).extracting(it -> it.text("cursor")).doesNotHaveDuplicates();
    assertThat(FeedConsumer.data(told.getFirst()).text("userName")).contains("ADA");
    assertThat(told.toString()).doesNotContain("not-in-scope");

    String third = told.get(2).text("cursor").orElseThrow();
    Answer acknowledged = stage.consumer().acknowledge(third);
    assertThat(acknowledged.body())
        .isEqualTo(
            JsonObject.builder()
                .put("acknowledged", third)
                .put("unacknowledged", told.size() - 3L)
                .build());
    assertThat(stage.consumer().page("").entries()).isEqualTo(told.subList(3, told.size()));
    assertThat(stage.consumer().acknowledge(told.getFirst().text("cursor").orElseThrow()).body())
        .as("never back")
        .isEqualTo(acknowledged.body());
    assertThat(
            stage.consumer().seek("cursor", told.getFirst().text("cursor").orElseThrow()).status())
        .isEqualTo(200);
    assertThat(stage.consumer().page("").entries()).isEqualTo(told.subList(1, told.size()));
    assertThat(stage.consumer().seek("to", "latest").status()).isEqualTo(200);
    assertThat(stage.consumer().page("").entries()).isEmpty();
  }

  @Test
  void the_present_state_comes_first_for_whoever_begins_and_then_what_happens() {
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    decisions.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("amy")));
    decisions.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    decisions.publish(tenant, Facts.created(Facts.user("u3"), Facts.person("art")));
    stage.connector().awaitApplied(tenant);
    decisions.publish(tenant, Facts.deleted(Facts.user("u3"), 2));
    stage.connector().awaitApplied(tenant);

    Page page = stage.consumer().page("?from=present&limit=2");
    assertThat(page.lines()).containsExactly("user.created u1", "user.created u2");
    assertThat(page.entries().getFirst().get("present")).isNotNull();
    decisions.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("ada2")));
    stage.connector().awaitApplied(tenant);
    assertThat(stage.consumer().acknowledge(page.next()).status()).isEqualTo(200);

    var rest = new ArrayList<JsonObject>();
    while (!page.caughtUp()) {
      page = stage.consumer().page("?limit=2&after=" + page.next());
      rest.addAll(page.entries());
    }
    assertThat(rest.stream().map(FeedConsumer::line))
        .containsExactly("group.created g1", "group.members_added g1", "user.updated u1");
    assertThat(
            ((JsonArray) Objects.requireNonNull(FeedConsumer.data(rest.get(1)).get("members")))
                .elements())
        .hasSize(2);
  }

  @Test
  void a_stream_that_is_cut_goes_on_behind_the_last_event() {
    stage.life();
    List<FeedConsumer.Event> first;
    try (var stream = stage.consumer().stream("", null)) {
      first = stream.next(3);
    }
    assertThat(first.getFirst().event()).isEqualTo("user.created");
    assertThat(first.getFirst().data().text("cursor")).contains(first.getFirst().id());
    try (var stream = stage.consumer().stream("", first.getLast().id())) {
      assertThat(stream.next(1).getFirst().data())
          .isEqualTo(stage.consumer().page("").entries().get(3));
      stream.next(stage.consumer().page("").entries().size() - 4);
      decisions.publish(tenant, Facts.created(Facts.user("u9"), Facts.person("al")));
      assertThat(stream.next(1).getFirst().event()).isEqualTo("user.created");
    }
    assertThat(stage.consumer().stream("", "forged").status()).isEqualTo(400);
  }

  @Test
  void after_a_restart_nothing_is_told_twice_and_nothing_is_missing() {
    stage.life();
    List<JsonObject> before = stage.consumer().page("").entries();
    // As if the process had died between the entries and the note that they are there.
    decisions.publish(tenant, Facts.created(Facts.user("u8"), Facts.person("ali")));
    stage.connector().awaitApplied(tenant);
    stage.connector().stop();
    Rows.execute(
        stage.connector().database(),
        "UPDATE connector.link SET state = 'intent', remote_id = NULL WHERE resource_id = 'u8'");
    Rows.execute(
        stage.connector().database(),
        "UPDATE connector.lane_key SET state = 'waiting', due_at = now(), applied_seq = 0"
            + " WHERE resource_id = 'u8'");
    decisions.publish(tenant, Facts.changed(Facts.user("u8"), 2, Facts.person("ali2")));
    stage.connector().start();
    stage.connector().awaitApplied(tenant);

    List<JsonObject> after = stage.consumer().page("").entries();
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertThat(after.subList(before.size(), after.size()).stream().map(FeedConsumer::line))
        .containsExactly("user.created u8", "user.updated u8");
  }

  @Test
  void what_was_never_given_out_is_refused_and_no_tenant_sees_another() {
    stage.life();
    String mine = stage.consumer().page("").next();
    var other = stage.othersConsumer();
    await().until(() -> other.get("").status() == 200);
    String theirs = other.page("").next();

    assertThat(stage.consumer().get("?after=forged").status()).isEqualTo(400);
    assertThat(stage.consumer().get("?after=" + theirs).status()).isEqualTo(400);
    assertThat(stage.consumer().get("?after=" + theirs).body().text("detail").orElseThrow())
        .contains("before PostgreSQL was lost", "begin with ?from=present");
    assertThat(stage.consumer().get("?after=" + mine + "&from=present").status()).isEqualTo(400);
    assertThat(stage.consumer().get("?limit=0").status()).isEqualTo(400);
    assertThat(stage.consumer().get("?wait=31").status()).isEqualTo(400);
    assertThat(stage.consumer().get("?since=1").status()).isEqualTo(400);
    assertThat(stage.consumer().acknowledge(theirs).status()).isEqualTo(400);
    assertThat(stage.consumer().acknowledge("").status()).isEqualTo(400);
    assertThat(other.acknowledge(mine).status()).isEqualTo(400);
    assertThat(stage.consumer().seek("cursor", theirs).status()).isEqualTo(400);
    assertThat(stage.consumer().seek("to", "yesterday").status()).isEqualTo(400);
    assertThat(new FeedConsumer(stage.connector(), stage.other(), "people").get("").status())
        .isEqualTo(404);
    assertThat(new FeedConsumer(stage.connector(), tenant, "others").get("").status())
        .isEqualTo(404);
    assertThat(other.page("").entries()).isEmpty();
    assertThat(stage.consumer().page("").entries()).isNotEmpty();
  }
}
