package dev.rollcall.scim.administration;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a target's configuration becomes by a request. The same rules hold at the front door, with
/// the configuration that it has read, and in the decider, with the one at the request's place in
/// the log.
///
/// A secret that a request does not name is kept. It goes to no other address than it was given
/// for: a request that keeps one may change nothing that could lead it elsewhere.
public final class TargetDocument {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /// What stands in the place of a configuration that was taken away. A version follows it where
  /// the name is used again, so that no entity tag comes back.
  private static final JsonObject DELETED = JsonObject.of("deleted", JsonBoolean.TRUE);

  /// When what was signed with before ends. A new time together with a new secret makes the one
  /// that is there the one of before, for whoever rotates need not know it.
  private static final String PREVIOUS_UNTIL = "previousSecretUntil";

  /// The members that say nothing about where a secret goes. What is not here may.
  private static final Set<String> HARMLESS =
      Set.of(
          "enabled",
          "limits",
          "mapping",
          "maxInFlight",
          "paused",
          "ping",
          PREVIOUS_UNTIL,
          "profile",
          "reconciliation",
          "scope",
          "timeoutMillis");

  private TargetDocument() {}

  /// Says whether a target can have this name.
  public static boolean canBeName(String name) {
    return NAME.matcher(name).matches();
  }

  /// What is left of a configuration that is taken away.
  public static JsonObject deleted() {
    return DELETED;
  }

  /// Says whether a configuration was taken away.
  public static boolean isDeleted(JsonObject document) {
    return document.equals(DELETED);
  }

  /// The names of the members that differ between two configurations.
  ///
  /// @param before null where there is none: then these are all
  /// @param after what [#replaced] or [#patched] made of it, so that the same secret is the same
  ///   value
  public static SortedSet<String> difference(@Nullable JsonObject before, JsonObject after) {
    var names = new TreeSet<>(after.members().keySet());
    if (before != null) {
      names.addAll(before.members().keySet());
      names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    }
    return names;
  }

  /// Returns the configuration by a PUT.
  ///
  /// @param before what there is, null where there is nothing
  /// @param sent with every secret sealed or kept
  public static Result<JsonObject> replaced(@Nullable JsonObject before, JsonObject sent) {
    return checked(sent).flatMap(it -> settled(before, it));
  }

  /// Returns the configuration by a PATCH, which is a merge patch (RFC 7396): `null` takes a member
  /// away.
  public static Result<JsonObject> patched(JsonObject before, JsonObject patch) {
    JsonObject.Builder open = before.toBuilder();
    SecretMembers.NAMES.forEach(open::remove);
    JsonObject.Builder merged = MergePatch.apply(open.build(), patch).toBuilder();
    for (String name : SecretMembers.NAMES) {
      Json said = patch.get(name);
      if (said != null) {
        // As it was said: a sealed value is whole, and a null must still be seen.
        merged.put(name, said);
      }
    }
    return replaced(before, merged.build());
  }

  private static Result<JsonObject> checked(JsonObject sent) {
    for (String name : List.of("id", "tenant", "deleted")) {
      if (sent.get(name) != null) {
        return invalid("'" + name + "' is not said in the configuration of a target.");
      }
    }
    if (sent.text("kind").filter(it -> !it.isBlank()).isEmpty()) {
      return invalid("'kind' is missing or not text.");
    }
    for (String name : List.of("enabled", "paused")) {
      Json value = sent.get(name);
      if (value != null && !(value instanceof JsonBoolean)) {
        return invalid("'" + name + "' must be true or false.");
      }
    }
    for (String name : SecretMembers.NAMES) {
      Json value = sent.get(name);
      if (value != null
          && !(value instanceof JsonNull)
          && !SecretMembers.isSealed(value)
          && !SecretMembers.isKept(value)) {
        return invalid("'" + name + "' is neither a secret nor said to be kept.");
      }
    }
    return Result.ok(sent);
  }

  private static Result<JsonObject> settled(@Nullable JsonObject before, JsonObject sent) {
    boolean sameKind = before != null && before.text("kind").equals(sent.text("kind"));
    JsonObject.Builder settled = sent.toBuilder();
    var kept = new TreeSet<String>();
    Json aged = before != null && sameKind ? aged(before, sent) : null;
    for (String name : SecretMembers.NAMES) {
      Json said = sent.get(name);
      Json there = before == null ? null : before.get(name);
      if (said instanceof JsonNull) {
        settled.remove(name);
      } else if (said != null && SecretMembers.isSealed(said)) {
        // The same secret again is no change.
        settled.put(name, there != null && SecretMembers.isSame(said, there) ? there : said);
      } else if (aged != null && name.equals(SecretMembers.PREVIOUS)) {
        settled.put(name, aged);
        kept.add(name);
      } else if (there != null && (said != null || (sameKind && !hasEnded(name, sent)))) {
        settled.put(name, there);
        kept.add(name);
      } else if (said != null) {
        return invalid("There is no '" + name + "' that could be kept.");
      }
    }
    JsonObject after = settled.build();
    if (before == null || kept.isEmpty()) {
      return Result.ok(after);
    }
    Set<String> elsewhere = changed(before, after);
    return elsewhere.isEmpty()
        ? Result.ok(after)
        : invalid(
            "Say "
                + quoted(kept)
                + " again: with another "
                + quoted(elsewhere)
                + " it could go to where it was not given for.");
  }

  /// The secret of before goes with its end: who says a whole configuration without one is done.
  private static boolean hasEnded(String name, JsonObject sent) {
    return name.equals(SecretMembers.PREVIOUS) && sent.get(PREVIOUS_UNTIL) == null;
  }

  /// The secret that is there, where a request rotates it; null where none does.
  private static @Nullable Json aged(JsonObject before, JsonObject sent) {
    Json current = before.get(SecretMembers.CURRENT);
    Json next = sent.get(SecretMembers.CURRENT);
    Json until = sent.get(PREVIOUS_UNTIL);
    if (current == null || next == null || until == null) {
      return null;
    }
    boolean rotates =
        !until.equals(before.get(PREVIOUS_UNTIL))
            && sent.get(SecretMembers.PREVIOUS) == null
            && SecretMembers.isSealed(next)
            && !SecretMembers.isSame(next, current);
    return rotates ? SecretMembers.aged(current) : null;
  }

  private static Set<String> changed(JsonObject before, JsonObject after) {
    SortedSet<String> names = difference(before, after);
    names.removeAll(HARMLESS);
    names.removeAll(SecretMembers.NAMES);
    return names;
  }

  private static String quoted(Set<String> names) {
    return "'" + String.join("', '", names) + "'";
  }

  private static Result<JsonObject> invalid(String detail) {
    return Result.badRequest(ScimType.INVALID_VALUE, detail);
  }
}
