package dev.rollcall.connector;

import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A SCIM target of a tenant of its own, through real Kafka, PostgreSQL and HTTP.
abstract class OneTargetCase {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  final DecisionFeed feed = DecisionFeed.shared();
  final String tenant;
  final ScimDirectory directory = new ScimDirectory();
  final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;
  private @Nullable Path folder;

  /// @param about the beginning of the tenant's name
  OneTargetCase(String about) {
    this.tenant = about + "-" + TENANTS.incrementAndGet();
  }

  @BeforeEach
  void open(@TempDir Path given) {
    folder = given;
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
  }

  static long number(JsonObject object, String name) {
    return ((JsonNumber) Objects.requireNonNull(object.get(name))).value().longValueExact();
  }

  String path(String more) {
    return "/internal/v1/" + tenant + "/targets/" + id() + more;
  }

  String id() {
    return "crm-" + tenant;
  }

  JsonObject scim() {
    return TargetEntries.scim(id(), tenant, server.url());
  }

  void start(JsonObject target) {
    connector = Connector.start(Objects.requireNonNull(folder), List.of(target));
  }

  Connector it() {
    return Objects.requireNonNull(connector);
  }
}
