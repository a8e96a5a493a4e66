package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A receiver of every fact of a tenant of its own, through real Kafka, PostgreSQL and HTTP.
abstract class ReceiverCase {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  final DecisionFeed feed = DecisionFeed.shared();
  final String tenant;
  final List<Request> taken = Collections.synchronizedList(new ArrayList<>());
  final FakeServer server =
      new FakeServer(request -> {
        taken.add(request);
        return Response.of(204);
      });
  private @Nullable Connector started;

  /// @param about the beginning of the tenant's name
  ReceiverCase(String about) {
    this.tenant = about + "-" + TENANTS.incrementAndGet();
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(hooks()));
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  Connector connector() {
    return Objects.requireNonNull(started);
  }

  JsonObject hooks() {
    return TargetEntries.webhook("hooks", tenant, server.url() + "/in");
  }

  List<String> typesOf(String id) {
    return List.copyOf(taken).stream()
        .filter(request -> Objects.equals(data(request).get("id"), new JsonString(id)))
        .map(request -> request.json().text("type").orElseThrow())
        .toList();
  }

  static JsonObject data(Request request) {
    return (JsonObject) Objects.requireNonNull(request.json().get("data"));
  }
}
