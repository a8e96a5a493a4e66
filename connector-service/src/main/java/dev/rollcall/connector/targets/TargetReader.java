package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one entry of the targets file and collects all that is wrong with it. Problems name the
/// entry and the member, and never quote a secret.
final class TargetReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "tenant",
          "kind",
          "url",
          "token",
          "secret",
          "allowPrivateAddress",
          "profile",
          "timeoutMillis",
          "maxInFlight",
          "enabled",
          "paused",
          "scope",
          "mapping");
  private static final Set<String> PROFILE_MEMBERS =
      Set.of("membersPerPatch", "update", "remove", "etag");
  private static final int MEMBERS_PER_PATCH_MAX = 1000;
  private static final int TIMEOUT_MILLIS_MIN = 100;
  private static final int IN_FLIGHT_MAX = 256;
  private static final int KEY_BYTES_MIN = 24;
  private static final int KEY_BYTES_MAX = 64;

  private final JsonObject json;
  private final String where;
  private final TargetsFile.Defaults defaults;
  private final MappingLanguage language;
  private final List<String> problems = new ArrayList<>();

  TargetReader(
      JsonObject json, int index, TargetsFile.Defaults defaults, MappingLanguage language) {
    this.json = json;
    this.where =
        json.text("id").map(id -> "Target '" + id + "'").orElse("Target number " + (index + 1));
    this.defaults = defaults;
    this.language = language;
  }

  List<String> problems() {
    return problems;
  }

  /// Says whether the target is switched off: it is read like all others and gets nothing.
  boolean isOff() {
    return JsonBoolean.FALSE.equals(json.get("enabled"));
  }

  /// Returns the target, or null where there are problems.
  @Nullable Target read() {
    unknownMembers(json, MEMBERS, "");
    String id = required("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      problem("'id' may have letters, digits, '-' and '_', at most 64");
    }
    String tenant = required("tenant");
    Target.Kind kind = kind();
    boolean privately = flag(json, "allowPrivateAddress", false);
    URI url = url(privately);
    String secret = kind == Target.Kind.WEBHOOK ? signingSecret() : required("token");
    Profile profile = profile();
    int timeout =
        number(
            json,
            "timeoutMillis",
            defaults.timeoutMillis(),
            TIMEOUT_MILLIS_MIN,
            defaults.timeoutMillis());
    int inFlight = number(json, "maxInFlight", defaults.inFlightMax(), 1, IN_FLIGHT_MAX);
    flag(json, "enabled", true);
    boolean paused = flag(json, "paused", false);
    Shaping shaping = shaping(kind);
    return problems.isEmpty()
        ? new Target(
            id,
            tenant,
            kind,
            url,
            secret,
            privately,
            profile,
            Duration.ofMillis(timeout),
            inFlight,
            paused,
            shaping)
        : null;
  }

  private Target.Kind kind() {
    String name = required("kind");
    for (Target.Kind kind : Target.Kind.values()) {
      if (kind.logicalName().equals(name)) {
        return kind;
      }
    }
    if (!name.isEmpty()) {
      problem("'kind' must be 'scim' or 'webhook'");
    }
    return Target.Kind.SCIM;
  }

  private Shaping shaping(Target.Kind kind) {
    boolean given = json.get("scope") != null || json.get("mapping") != null;
    if (given && !kind.delivery().equals("state")) {
      problem("'scope' and 'mapping' are for targets of kind 'scim'");
    }
    return new ShapingReader(language, this::problem).read(json);
  }

  private URI url(boolean privately) {
    String text = required("url");
    try {
      var url = new URI(text);
      if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
        problem("'url' must be an absolute URL with a host, without user name and fragment");
      } else if (!"https".equals(url.getScheme())
          && !("http".equals(url.getScheme()) && privately)) {
        problem("'url' must begin with https:// unless 'allowPrivateAddress' is true");
      }
      return url;
    } catch (URISyntaxException _) {
      problem("'url' is not a URL");
      return URI.create("https://invalid.invalid");
    }
  }

  private String signingSecret() {
    String secret = required("secret");
    if (secret.isEmpty()) {
      return secret;
    }
    Optional<byte[]> key = Optional.empty();
    if (secret.startsWith("whsec_")) {
      try {
        key = Optional.of(Base64.getDecoder().decode(secret.substring("whsec_".length())));
      } catch (IllegalArgumentException _) {
        key = Optional.empty();
      }
    }
    boolean good =
        key.filter(bytes -> bytes.length >= KEY_BYTES_MIN && bytes.length <= KEY_BYTES_MAX)
            .isPresent();
    if (!good) {
      problem("'secret' must be 'whsec_' and the base64 of 24 to 64 random bytes");
    }
    return secret;
  }

  private Profile profile() {
    Json given = json.get("profile");
    if (given == null) {
      return Profile.STANDARD;
    }
    if (!(given instanceof JsonObject profile)) {
      problem("'profile' must be an object");
      return Profile.STANDARD;
    }
    unknownMembers(profile, PROFILE_MEMBERS, "profile.");
    boolean put = choice(profile, "update", "patch", "put");
    boolean deactivate = choice(profile, "remove", "delete", "deactivate");
    return new Profile(
        number(
            profile,
            "membersPerPatch",
            Profile.STANDARD.membersPerPatch(),
            1,
            MEMBERS_PER_PATCH_MAX),
        put ? Profile.Update.PUT : Profile.Update.PATCH,
        deactivate ? Profile.Removal.DEACTIVATE : Profile.Removal.DELETE,
        flag(profile, "etag", true));
  }

  private boolean choice(JsonObject object, String name, String usual, String other) {
    Json value = object.get(name);
    if (value == null || value.equals(new JsonString(usual))) {
      return false;
    }
    if (!value.equals(new JsonString(other))) {
      problem("'profile." + name + "' must be '" + usual + "' or '" + other + "'");
    }
    return true;
  }

  private String required(String name) {
    Optional<String> text = json.text(name).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      problem("'" + name + "' is missing or not text");
    }
    return text.orElse("");
  }

  private boolean flag(JsonObject object, String name, boolean otherwise) {
    Json value = object.get(name);
    if (value instanceof JsonBoolean(var given)) {
      return given;
    }
    if (value != null) {
      problem("'" + name + "' must be true or false");
    }
    return otherwise;
  }

  private int number(JsonObject object, String name, int otherwise, int min, int max) {
    Json value = object.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonNumber(var given)
        && given.stripTrailingZeros().scale() <= 0
        && given.compareTo(BigDecimal.valueOf(min)) >= 0
        && given.compareTo(BigDecimal.valueOf(max)) <= 0) {
      return given.intValueExact();
    }
    problem("'" + name + "' must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  private void unknownMembers(JsonObject object, Set<String> known, String prefix) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        problem("'" + prefix + name + "' is not known");
      }
    }
  }

  private void problem(String text) {
    problems.add(where + ": " + text);
  }
}
