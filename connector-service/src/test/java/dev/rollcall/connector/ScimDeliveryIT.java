package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From the decisions log to a SCIM server, through real Kafka, PostgreSQL and HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimDeliveryIT {
  private static final String TENANT = "scim-delivery";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(TargetEntries.scim("crm", TENANT, server.url())));
  }

  @AfterAll
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  @Test
  void a_user_is_created_changed_deactivated_and_deleted() {
    var ada = Facts.user("ada-1");
    JsonObject document = Facts.person("ada@example.com");
    feed.publish(TENANT, Facts.created(ada, document));
    connector().awaitApplied(TENANT);

    assertThat(directory.user("ada@example.com").orElseThrow().get("externalId"))
        .isEqualTo(new JsonString("ada-1"));

    JsonObject renamed = document.toBuilder().put("title", "Engineer").build();
    feed.publish(TENANT, Facts.changed(ada, 2, renamed));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com").orElseThrow().text("title")).contains("Engineer");

    feed.publish(TENANT, Facts.deactivated(ada, 3, renamed));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com").orElseThrow().get("active"))
        .isEqualTo(JsonBoolean.FALSE);

    feed.publish(TENANT, Facts.deleted(ada, 4));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com")).isEmpty();
    assertThat(server.requests().stream().map(Request::method))
        .containsSubsequence("POST", "PATCH", "PATCH", "DELETE");
  }

  @Test
  void a_group_gets_its_members_by_difference_and_after_their_accounts() {
    feed.publish(TENANT, Facts.created(Facts.group("team-1"), Facts.team("Team")));
    feed.publish(TENANT, Facts.created(Facts.user("kim-1"), Facts.person("kim")));
    feed.publish(
        TENANT,
        Facts.created(Facts.user("lee-1"), Facts.person("lee")),
        Facts.joined(Facts.group("team-1"), 2, "kim-1", "lee-1"));
    connector().awaitApplied(TENANT);
    assertThat(directory.memberNames("Team")).containsExactly("kim", "lee");

    feed.publish(TENANT, Facts.left(Facts.group("team-1"), 3, "kim-1"));
    connector().awaitApplied(TENANT);
    assertThat(directory.memberNames("Team")).containsExactly("lee");
  }
}
