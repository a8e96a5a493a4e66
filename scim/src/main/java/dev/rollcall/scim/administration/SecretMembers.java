package dev.rollcall.scim.administration;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// The members of a target that are secret, and how they stand in records: sealed. A kind of target
/// has no secret under another name.
public final class SecretMembers {
  /// Around a sealed value.
  public static final String SEALED = "sealed";

  /// The member of a sealed value that tells it from another one, and says nothing about it.
  public static final String FINGERPRINT = "fingerprint";

  /// Signs what is sent, and what was signed with before.
  static final String CURRENT = "secret";

  static final String PREVIOUS = "previousSecret";

  private static final String KEEP = "keep";

  /// Inside of a sealed value: the member that it was sealed for, where it is another one now.
  private static final String SEALED_FOR = "member";

  /// What may be secret, whatever the kind of target is.
  public static final SortedSet<String> NAMES =
      new TreeSet<>(
          List.of("apiKey", "clientSecret", "password", PREVIOUS, "privateKey", CURRENT, "token"));

  private SecretMembers() {}

  /// Says whether a value is sealed: `{"sealed":{…}}`, or a list of such.
  public static boolean isSealed(Json value) {
    return switch (value) {
      case JsonObject object ->
          object.members().size() == 1 && object.get(SEALED) instanceof JsonObject;
      case JsonArray(var elements) ->
          !elements.isEmpty() && elements.stream().allMatch(SecretMembers::isSealed);
      case Json _ -> false;
    };
  }

  /// What is inside of a sealed value.
  public static JsonObject inside(Json sealed) {
    return sealed instanceof JsonObject object && object.get(SEALED) instanceof JsonObject inside
        ? inside
        : JsonObject.EMPTY;
  }

  /// Returns the member that a value was sealed for, which it opens under: the secret of before is
  /// still sealed as what it was.
  ///
  /// @param member the name under which it stands
  public static String sealedFor(String member, Json sealed) {
    boolean moved =
        member.equals(PREVIOUS)
            && inside(sealed).text(SEALED_FOR).filter(CURRENT::equals).isPresent();
    return moved ? CURRENT : member;
  }

  /// Makes the secret that signs now the one of before.
  static Json aged(Json current) {
    return each(
        current, it -> JsonObject.of(SEALED, inside(it).with(SEALED_FOR, new JsonString(CURRENT))));
  }

  /// Says whether a value stands for the one that is there: `{"keep":true}`, or what [#shown] makes
  /// of a sealed value, so that what was read can be sent back.
  public static boolean isKept(Json value) {
    return switch (value) {
      case JsonObject object ->
          object.equals(JsonObject.of(KEEP, JsonBoolean.TRUE))
              || JsonBoolean.TRUE.equals(object.get(SEALED));
      case JsonArray(var elements) ->
          !elements.isEmpty() && elements.stream().allMatch(SecretMembers::isKept);
      case Json _ -> false;
    };
  }

  /// Says whether two sealed values hold the same secret, sealed under the same key.
  static boolean isSame(Json one, Json other) {
    List<String> marks = marks(one);
    return !marks.contains("") && marks.equals(marks(other));
  }

  private static List<String> marks(Json value) {
    return switch (value) {
      case JsonObject object -> List.of(fingerprint(object));
      case JsonArray(var elements) ->
          elements.stream().flatMap(each -> marks(each).stream()).toList();
      case Json _ -> List.of("");
    };
  }

  private static String fingerprint(JsonObject value) {
    return inside(value).text(FINGERPRINT).orElse("");
  }

  /// A document as it may be shown: of what is sealed, that it is, and its fingerprint.
  public static JsonObject shown(JsonObject document) {
    JsonObject.Builder shown = document.toBuilder();
    for (Map.Entry<String, Json> member : document.members().entrySet()) {
      if (isSealed(member.getValue())) {
        shown.put(member.getKey(), each(member.getValue(), SecretMembers::shownOne));
      }
    }
    return shown.build();
  }

  private static Json shownOne(Json sealed) {
    return JsonObject.builder()
        .put(SEALED, true)
        .put(FINGERPRINT, fingerprint((JsonObject) sealed))
        .build();
  }

  /// Says whether a value is a secret in the clear: a text, or a list of texts.
  public static boolean isClear(Json value) {
    return switch (value) {
      case JsonString _ -> true;
      case JsonArray(var elements) ->
          !elements.isEmpty() && elements.stream().allMatch(JsonString.class::isInstance);
      case Json _ -> false;
    };
  }

  /// Applies a function to a value, or to each element of a list.
  public static Json each(Json value, Function<Json, Json> function) {
    if (!(value instanceof JsonArray(var elements))) {
      return function.apply(value);
    }
    var applied = new ArrayList<Json>(elements.size());
    elements.forEach(element -> applied.add(function.apply(element)));
    return new JsonArray(applied);
  }
}
