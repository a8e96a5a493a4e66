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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /// Stands between the name of a profile and the version of its mapping.
  private static final String VERSION = "@";

  private static final Pattern REFERENCE = Pattern.compile("([a-z0-9-]+)@([1-9][0-9]{0,2})");
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final Map<String, Profile> ALL = all();
  private static final Map<String, List<Map<String, String>>> MAPPINGS = mappings();

  private Profiles() {}

  /// Returns the profile of a name, such as `slack`, or of a name and the version of its mapping,
  /// such as `slack@2`.
  static Optional<Profile> named(String name) {
    Reference reference = Reference.of(name);
    return reference.version() > newest(name)
        ? Optional.empty()
        : Optional.ofNullable(ALL.get(reference.name())).map(profile -> profile.named(name));
  }

  /// Returns the mapping, as JSONata, of each type of resource that has none in the entry; none for
  /// a name that is not known. What a name with a version, or without one, gives never changes.
  static Map<String, String> mappings(String name) {
    Reference reference = Reference.of(name);
    List<Map<String, String>> versions = MAPPINGS.getOrDefault(reference.name(), List.of());
    return reference.version() > versions.size() ? Map.of() : versions.get(reference.version() - 1);
  }

  /// Returns the newest version of the mapping of a profile, whichever one a name says; 1 where it
  /// has none.
  static int newest(String name) {
    return Math.max(1, MAPPINGS.getOrDefault(Reference.of(name).name(), List.of()).size());
  }

  /// A profile as an entry names it. Without a version it is the first, for ever: who names a
  /// profile so today must get tomorrow what they get today.
  ///
  /// @param version of the mapping
  record Reference(String name, int version) {
    static Reference of(String text) {
      Matcher matcher = REFERENCE.matcher(text);
      return matcher.matches()
          ? new Reference(matcher.group(1), Integer.parseInt(matcher.group(2)))
          : new Reference(text, 1);
    }
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
  private static Map<String, List<Map<String, String>>> mappings() {
    var all = new LinkedHashMap<String, List<Map<String, String>>>();
    for (String name : NAMES) {
      if (value(data(name), MAPPING) instanceof JsonArray(var types) && !types.isEmpty()) {
        all.put(name, versions(name, types.stream().map(it -> ((JsonString) it).value()).toList()));
      }
    }
    return all;
  }

  /// A later version has files of its own for what is new in it.
  private static List<Map<String, String>> versions(String name, List<String> types) {
    var texts = new LinkedHashMap<String, String>();
    for (String type : types) {
      // What all of them take of a group is the same.
      texts.put(type, text(type.equals("User") ? name + ".user.jsonata" : "group.jsonata"));
    }
    var versions = new ArrayList<Map<String, String>>(List.of(Map.copyOf(texts)));
    for (int version = 2; isThere(name, version, types); version++) {
      for (String type : types) {
        String file = file(name, version, type);
        if (isThere(file)) {
          texts.put(type, text(file));
        }
      }
      versions.add(Map.copyOf(texts));
    }
    return List.copyOf(versions);
  }

  private static String file(String name, int version, String type) {
    return name + VERSION + version + "." + type.toLowerCase(Locale.ROOT) + ".jsonata";
  }

  private static boolean isThere(String name, int version, List<String> types) {
    return types.stream().anyMatch(type -> isThere(file(name, version, type)));
  }

  private static boolean isThere(String file) {
    return Profiles.class.getResource("/profiles/" + file) != null;
  }

  private static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
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
