package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The settings of a process (docs/contracts.md section 2), with waits that fit a short run.
record Environment(Options options, int kafkaPort) {
  static final String PARTITIONS = "6";

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration VALID = Duration.ofDays(2);

  Map<String, String> ofIngress(Layout.Place place, int projectionPort, int connectorPort) {
    var values = common(place);
    values.put("PROJECTION_URL", "http://127.0.0.1:" + projectionPort);
    values.put("CONNECTOR_URL", "http://127.0.0.1:" + connectorPort);
    values.put("PUBLIC_BASE_URL", "http://127.0.0.1:" + place.port());
    values.put("CREDENTIALS_FILE", credentials().toString());
    return values;
  }

  Map<String, String> withTables(Layout.Place place, int postgresPort, String database) {
    var values = common(place);
    values.put("POSTGRES_HOST", "127.0.0.1");
    values.put("POSTGRES_PORT", Integer.toString(postgresPort));
    values.put("POSTGRES_DATABASE", database);
    values.put("POSTGRES_USER", place.name());
    values.put("POSTGRES_PASSWORD", Secrets.POSTGRES_PASSWORD);
    if (place.role().equals("connector")) {
      values.put("TARGETS_FILE", targets().toString());
      values.put("INSTANCE_ID", place.name());
      values.put("RETRY_STEPS", "PT0.3S,PT0.6S,PT1S,PT1S,PT1S,PT1S,PT2S,PT2S,PT2S,PT2S");
      values.put("BREAKER_OPEN", "PT1S");
    } else {
      values.put("DECIDER_THREADS", "1");
    }
    return values;
  }

  private Map<String, String> common(Layout.Place place) {
    var values = new HashMap<String, String>();
    values.put("KAFKA_BOOTSTRAP", "127.0.0.1:" + kafkaPort);
    values.put("PORT", Integer.toString(place.port()));
    values.put("TOPIC_PARTITIONS", PARTITIONS);
    values.put("TOPIC_REPLICATION", "1");
    values.put("INTERNAL_TOKEN", Secrets.INTERNAL_TOKEN);
    values.put("PARENT_WATCH", "true");
    return values;
  }

  private Path credentials() {
    var credentials = new ArrayList<Json>();
    for (Access access : options.tenants()) {
      credentials.add(
          JsonObject.builder()
              .put("id", access.token().id())
              .put("tenant", access.tenant())
              .put("scope", "scim")
              .put("sha256", access.token().sha256())
              .put("expiresAt", Instant.now().plus(VALID).toString())
              .build());
    }
    return write("credentials", credentials);
  }

  private Path targets() {
    return write("targets", new ArrayList<>(options.targets()));
  }

  private Path write(String name, List<Json> entries) {
    Path file = options.folder().resolve(name + ".json");
    try {
      Files.createDirectories(options.folder());
      Files.write(file, JSON.write(JsonObject.of(name, new JsonArray(entries))));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
