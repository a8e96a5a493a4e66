package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonBoolean;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An empty database and a log with a past: what has been over for long is nobody's business any
/// more.
class LostDatabaseIT {
  private static final String TENANT = "lost-database";

  /// More than intake takes at once, so that the past comes in several parts.
  private static final int CHANGES = 2_500;

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer app = new FakeServer(directory);
  private final FakeServer hooks = new FakeServer(_ -> Response.of(200));

  @AfterEach
  void close() {
    app.close();
    hooks.close();
  }

  @Test
  void nobody_who_has_left_since_gets_an_account_on_the_way_and_nobody_is_told_of_them(
      @TempDir Path folder) {
    feed.publish(TENANT, Facts.created(Facts.user("u1"), Facts.person("gone")));
    feed.publish(TENANT, Facts.created(Facts.user("u2"), Facts.person("locked-out")));
    feed.publish(TENANT, Facts.created(Facts.user("u3"), Facts.person("stays")));
    for (int version = 2; version <= CHANGES; version++) {
      feed.publish(TENANT, Facts.changed(Facts.user("u3"), version, Facts.person("stays")));
    }
    feed.publish(TENANT, Facts.deleted(Facts.user("u1"), 2));
    feed.publish(
        TENANT,
        Facts.deactivated(
            Facts.user("u2"), 2, Facts.person("locked-out").with("active", JsonBoolean.FALSE)));

    try (Connector connector =
        Connector.start(
            folder,
            List.of(
                TargetEntries.scim("app-" + TENANT, TENANT, app.url()),
                TargetEntries.webhook("hooks-" + TENANT, TENANT, hooks.url())))) {
      connector.awaitApplied(TENANT);
      assertThat(directory.user("stays")).isPresent();
      assertThat(app.requests())
          .extracting(FakeServer.Request::body)
          .noneMatch(it -> it.contains("gone"));
      assertThat(app.requests())
          .extracting(FakeServer.Request::body)
          .filteredOn(it -> it.contains("locked-out"))
          .allMatch(it -> it.contains("\"active\":false"));
      // What is so now, of each once.
      assertThat(hooks.requests())
          .extracting(FakeServer.Request::body)
          .noneMatch(it -> it.contains("gone"))
          .hasSize(2);
    }
  }
}
