package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The profiles that come with the connector: one resource each, in which every datum names its
/// source, and the mappings for targets that have none of their own.
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

  private static final String MAPPING = "mapping";
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final Map<String, Profile> ALL = all();
  private static final Map<String, Map<String, String>> MAPPINGS = mappings();

  private Profiles() {}

  static Optional<Profile> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// Returns the mapping, as JSONata, of each type of resource that has none in the entry; none for
  /// a name that is not known.
  static Map<String, String> mappings(String name) {
    return MAPPINGS.getOrDefault(name, Map.of());
  }

  /// Returns the resource of a profile, as it is written.
  static JsonObject resource(String name) {
    return JSON.readObject(bytes(name + ".json"));
  }

  private static byte[] bytes(String file) {
    try (InputStream in =
        Objects.requireNonNull(Profiles.class.getResourceAsStream("/profiles/" + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("The profile's " + file + " cannot be read", e);
    }
  }

  private static Map<String, Profile> all() {
    var all = new LinkedHashMap<String, Profile>();
    for (String name : NAMES) {
      all.put(name, read(name));
    }
    return all;
  }

  /// A mapping is a text of its own beside the profile, because nobody reads one in JSON's quotes.
  private static Map<String, Map<String, String>> mappings() {
    var all = new LinkedHashMap<String, Map<String, String>>();
    for (String name : NAMES) {
      var texts = new LinkedHashMap<String, String>();
      if (value(data(name), MAPPING) instanceof JsonArray(var types)) {
        for (Json each : types) {
          String type = ((JsonString) each).value();
          // What all of them take of a group is the same.
          String file = type.equals("User") ? name + ".user.jsonata" : "group.jsonata";
          texts.put(type, new String(bytes(file), StandardCharsets.UTF_8));
        }
      }
      all.put(name, Map.copyOf(texts));
    }
    return all;
  }

  private static JsonObject data(String name) {
    return (JsonObject) Objects.requireNonNull(resource(name).get("data"));
  }

  private static Json value(JsonObject data, String datum) {
    JsonObject whole = (JsonObject) Objects.requireNonNull(data.get(datum), datum);
    return Objects.requireNonNull(whole.get("value"), datum);
  }

  private static Profile read(String name) {
    var values = JsonObject.builder();
    JsonObject data = data(name).without(MAPPING);
    for (Map.Entry<String, Json> datum : data.members().entrySet()) {
      Json value = value(data, datum.getKey());
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
