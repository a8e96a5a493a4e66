package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a target takes no user without, who is to have an account and is not inactive. Told before
/// anything is sent, in words that name the attribute: a target's own answer names it in the
/// target's words, if at all.
final class Requirement {
  private static final String USER = "User";
  private static final String ACTIVE = "active";

  private Requirement() {}

  /// Returns what becomes of a shape: a flaw where something is missing.
  static Shaped judge(Set<String> required, Subject subject, Shaped shaped) {
    boolean needsAccount =
        subject.resource().type().equals(USER)
            && !JsonBoolean.FALSE.equals(subject.document().get(ACTIVE));
    if (!(shaped instanceof Shaped.Inside(var shape, var rule)) || !needsAccount) {
      return shaped;
    }
    List<String> missing =
        required.stream().filter(path -> !isThere(shape, path)).sorted().toList();
    return missing.isEmpty()
        ? shaped
        : new Shaped.Flawed("the target takes no user without " + quoted(missing), rule);
  }

  private static boolean isThere(JsonObject shape, String path) {
    // The name of an extension has dots of its own: `…:enterprise:2.0:User.department`.
    int dot = path.indexOf('.', path.lastIndexOf(':') + 1);
    if (dot < 0) {
      return hasValue(shape.get(path));
    }
    return shape.get(path.substring(0, dot)) instanceof JsonObject inner
        && hasValue(inner.get(path.substring(dot + 1)));
  }

  private static boolean hasValue(@Nullable Json value) {
    return value instanceof JsonString(var text)
        ? !text.isBlank()
        : value != null && !value.isUnassigned();
  }

  private static String quoted(List<String> names) {
    return "'" + String.join("', '", names) + "'";
  }
}
