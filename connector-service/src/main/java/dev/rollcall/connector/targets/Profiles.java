package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The profiles that come with the connector: one resource each, in which every datum names its
/// source.
final class Profiles {
  static final List<String> NAMES =
      List.of(
          "standard",
          "atlassian",
          "aws-iam-identity-center",
          "databricks",
          "github-emu",
          "google",
          "miro",
          "salesforce",
          "slack",
          "snowflake");

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final Map<String, Profile> ALL = all();

  private Profiles() {}

  static Optional<Profile> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// Returns the resource of a profile, as it is written.
  static JsonObject resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Profiles.class.getResourceAsStream("/profiles/" + name + ".json"))) {
      return JSON.readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("The profile " + name + " cannot be read", e);
    }
  }

  private static Map<String, Profile> all() {
    var all = new LinkedHashMap<String, Profile>();
    for (String name : NAMES) {
      all.put(name, read(name));
    }
    return all;
  }

  private static Profile read(String name) {
    var values = JsonObject.builder();
    JsonObject data = (JsonObject) Objects.requireNonNull(resource(name).get("data"));
    for (Map.Entry<String, Json> datum : data.members().entrySet()) {
      Json value = Objects.requireNonNull(((JsonObject) datum.getValue()).get("value"));
      if (!value.isUnassigned()) {
        values.put(datum.getKey(), value);
      }
    }
    List<String> members = List.copyOf(data.members().keySet());
    return new ProfileReader(
            Profile.STANDARD.named(name),
            members,
            problem -> {
              throw new IllegalStateException("Profile " + name + ": " + problem);
            })
        .read(JsonObject.of("profile", values.build()));
  }
}
