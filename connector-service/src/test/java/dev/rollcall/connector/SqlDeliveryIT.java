package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.target.sql.OwnersDatabase;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From the decisions log to an owner's tables, through real Kafka and PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlDeliveryIT {
  private static final String TENANT = "sql-delivery";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final OwnersDatabase owners = OwnersDatabase.fresh();
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(entry("people")));
  }

  @AfterAll
  void stop() {
    connector().close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private JsonObject entry(String table) {
    var database = owners.database();
    return JsonObject.builder()
        .put("id", "app")
        .put("tenant", TENANT)
        .put("kind", "sql")
        .put("url", "postgres://" + database.host() + ":" + database.port() + "/" + database.name())
        .put("tls", false)
        .put("allowPrivateAddress", true)
        .put("user", database.user())
        .put("password", database.password().isEmpty() ? "none" : database.password())
        .put(
            "users",
            JsonObject.builder().put("table", "app." + table).put("active", "enabled").build())
        .put("groups", JsonObject.builder().put("table", "app.teams").build())
        .put("memberships", JsonObject.builder().put("table", "app.team_members").build())
        .build();
  }

  @Test
  void a_person_comes_changes_leaves_and_is_deleted_and_her_memberships_follow() {
    var user = Facts.user("ada-1");
    var team = Facts.group("team-1");
    JsonObject ada = Facts.person("ada").toBuilder().put("displayName", "Ada").build();
    feed.publish(TENANT, Facts.created(user, ada));
    feed.publish(TENANT, Facts.created(team, Facts.team("Team")), Facts.joined(team, 1, "ada-1"));
    connector().awaitApplied(TENANT);
    assertThat(people()).containsExactly("ada-1 ada Ada t");
    assertThat(members()).containsExactly("team-1 ada-1");

    JsonObject titled = Facts.person("countess").toBuilder().put("title", "Countess").build();
    feed.publish(TENANT, Facts.changed(user, 2, titled));
    feed.publish(TENANT, Facts.deactivated(user, 3, titled));
    connector().awaitApplied(TENANT);
    assertThat(people()).containsExactly("ada-1 countess - f");

    feed.publish(TENANT, Facts.reactivated(user, 4, titled));
    connector().awaitApplied(TENANT);
    assertThat(people()).containsExactly("ada-1 countess - t");

    feed.publish(TENANT, Facts.left(team, 2, "ada-1"), Facts.deleted(user, 5));
    connector().awaitApplied(TENANT);
    assertThat(people()).isEmpty();
    assertThat(members()).isEmpty();
  }

  @Test
  void a_column_that_is_not_there_parks_with_its_name_and_is_delivered_once_it_is() {
    JsonObject mapped =
        entry("people")
            .with(
                "mapping",
                JsonObject.builder()
                    .put("User", "{\"userName\": userName, \"active\": active, \"desk\": title}")
                    .build());
    connector().targets(List.of(mapped));
    JsonObject kim = Facts.person("kim").toBuilder().put("title", "4").build();
    feed.publish(TENANT, Facts.created(Facts.user("kim-1"), kim));

    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().keys(TENANT, "app", "parked").size() == 1);
    assertThat(connector().keys(TENANT, "app", "parked").getFirst().get("lastError"))
        .isInstanceOfSatisfying(
            JsonObject.class,
            error ->
                assertThat(error.text("text").orElseThrow())
                    .contains("desk")
                    .endsWith("does not exist (42703)"));

    owners.execute("ALTER TABLE app.people ADD COLUMN desk integer");
    feed.publish(TENANT, Facts.changed(Facts.user("kim-1"), 2, kim));
    connector().awaitApplied(TENANT);
    assertThat(owners.texts("SELECT desk FROM app.people WHERE user_name = 'kim'"))
        .containsExactly("4");
    feed.publish(TENANT, Facts.deleted(Facts.user("kim-1"), 3));
    connector().awaitApplied(TENANT);
    connector().targets(List.of(entry("people")));
  }

  private List<String> people() {
    return owners.texts(
        "SELECT concat_ws(' ', external_id, user_name, coalesce(display_name, '-'), enabled)"
            + " FROM app.people");
  }

  private List<String> members() {
    return owners.texts("SELECT group_id || ' ' || member_id FROM app.team_members");
  }
}
