package dev.rollcall.connector;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A service with a feed of people whose names begin with an a, in capitals, and one of another
/// tenant.
final class FeedStage implements AutoCloseable {
  private final DecisionFeed decisions = DecisionFeed.shared();
  private final String tenant;
  private final Connector connector;

  FeedStage(String tenant, Path folder) {
    this.tenant = tenant;
    this.connector =
        Connector.start(
            folder,
            List.of(
                FeedConsumer.entry("people", tenant).toBuilder()
                    .put("mapping", mapping())
                    .put("scope", JsonObject.of("filter", new JsonString("userName sw \"a\"")))
                    .build(),
                FeedConsumer.entry("others", other())));
  }

  private static JsonObject mapping() {
    return JsonObject.of(
        "User", new JsonString("{\"userName\": $uppercase(userName), \"active\": active}"));
  }

  String tenant() {
    return tenant;
  }

  /// The other tenant.
  String other() {
    return "other-" + tenant;
  }

  Connector connector() {
    return connector;
  }

  FeedConsumer consumer() {
    return new FeedConsumer(connector, tenant, "people");
  }

  FeedConsumer othersConsumer() {
    return new FeedConsumer(connector, other(), "others");
  }

  /// Publishes a life: what each change leads to is told before the next one.
  void life() {
    var ada = Facts.user("u1");
    decisions.publish(tenant, Facts.created(ada, Facts.person("ada")));
    decisions.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("not-in-scope")));
    connector.awaitApplied(tenant);
    decisions.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    connector.awaitApplied(tenant);
    decisions.publish(tenant, Facts.changed(ada, 2, Facts.person("ada2")));
    connector.awaitApplied(tenant);
    decisions.publish(tenant, Facts.deactivated(ada, 3, Facts.person("ada2")));
    decisions.publish(tenant, Facts.reactivated(ada, 4, Facts.person("ada2")));
    connector.awaitApplied(tenant);
    decisions.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"), Facts.deleted(ada, 5));
    connector.awaitApplied(tenant);
  }

  /// A figure of the service; -1 where there is none.
  double metric(String name) {
    String all = new String(connector.raw("/metrics", "").body(), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() {
    connector.close();
  }
}
