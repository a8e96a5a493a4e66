package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Picks values from small stocks.
final class Values {
  private static final List<String> USER_TEXTS =
      List.of(
          "displayName",
          "title",
          "externalId",
          "name.givenName",
          "name.familyName",
          Names.DEPARTMENT);
  private static final List<String> WORDS = List.of("ann", "Ann", "bob", "cy", "Dee");
  private static final List<String> TYPES = List.of("work", "home");

  private final RandomGenerator random;

  Values(RandomGenerator random) {
    this.random = random;
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private String of(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  String word() {
    return of(WORDS);
  }

  String userName() {
    return pick("u", "U") + random.nextInt(6);
  }

  String type() {
    return of(TYPES);
  }

  String address() {
    return Model.folded(word()) + "@example.com";
  }

  private Email email() {
    Boolean primary = oneIn(4) ? Boolean.TRUE : null;
    return new Email(type(), address(), primary);
  }

  /// One that is primary at most.
  private List<Email> emails() {
    var emails = new ArrayList<Email>();
    int many = random.nextInt(3);
    for (int i = 0; i < many; i++) {
      Email next = email();
      boolean second = emails.stream().anyMatch(Email::isPrimary);
      emails.add(second ? new Email(next.type(), next.value(), null) : next);
    }
    return emails;
  }

  Thing draft(boolean group, List<String> users) {
    var draft = new Thing(group);
    if (!oneIn(25)) {
      draft.texts.put(draft.keyName(), group ? "g" + random.nextInt(4) : userName());
    }
    if (oneIn(3)) {
      draft.texts.put("externalId", word());
    }
    if (group) {
      return draft;
    }
    for (String path : USER_TEXTS) {
      if (oneIn(3)) {
        draft.texts.put(path, word());
      }
    }
    if (oneIn(4) && !users.isEmpty()) {
      draft.texts.put(Names.MANAGER, of(users));
    }
    if (oneIn(2)) {
      draft.active = oneIn(2);
    }
    emails().forEach(draft::addEmail);
    return draft;
  }

  /// A condition on the version; mostly none.
  String version(int chances) {
    return oneIn(chances)
        ? pick("*", "W/\"1\"", "W/\"2\"", "W/\"3\"", "\"2\"", "W/\"1\", W/\"2\"")
        : "";
  }

  Change userChange(List<String> users) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          new Change.SetText(
              pick("add", "replace", "Replace"), of(USER_TEXTS), oneIn(8) ? "" : word(), oneIn(3));
      case 3 -> new Change.SetText("replace", "userName", oneIn(6) ? "" : userName(), oneIn(3));
      case 4 -> new Change.ClearText(oneIn(6) ? "userName" : of(USER_TEXTS));
      case 5 ->
          new Change.SetActive(
              pick("Add", "replace"),
              oneIn(2)
                  ? JsonBoolean.of(oneIn(2))
                  : new JsonString(pick("True", "False", "true", "maybe")));
      case 6 -> new Change.AddEmails(emails());
      case 7 -> new Change.ReplaceEmails(emails());
      case 8 -> new Change.RemoveEmails(oneIn(3) ? "" : type());
      case 9 -> new Change.SetEmail(pick("add", "replace", "Replace"), type(), address());
      case 10 ->
          users.isEmpty() || oneIn(3)
              ? new Change.ClearText(Names.MANAGER)
              : new Change.SetText("Add", Names.MANAGER, of(users), false);
      default -> flawed();
    };
  }

  Change groupTextChange() {
    return switch (random.nextInt(5)) {
      case 0 ->
          new Change.SetText(
              "Replace", "displayName", oneIn(6) ? "" : "g" + random.nextInt(4), oneIn(2));
      case 1 -> new Change.SetText("add", "externalId", word(), oneIn(2));
      case 2 -> new Change.ClearText(oneIn(4) ? "displayName" : "externalId");
      case 3 -> flawed();
      default -> new Change.SetText("replace", "externalId", oneIn(4) ? "" : word(), false);
    };
  }

  private Change flawed() {
    var nothing = JsonObject.builder();
    return switch (random.nextInt(5)) {
      case 0 -> new Change.Flawed(nothing.put("op", "remove").build(), Refusal.bad("noTarget"));
      case 1 ->
          new Change.Flawed(
              nothing.put("op", "move").put("path", "displayName").put("value", "x").build(),
              Refusal.bad("invalidSyntax"));
      case 2 ->
          new Change.Flawed(
              nothing.put("op", "replace").put("path", "id").put("value", "x").build(),
              Refusal.bad("mutability"));
      case 3 ->
          new Change.Flawed(
              nothing.put("op", "add").put("path", "name[").put("value", "x").build(),
              Refusal.bad("invalidPath"));
      default ->
          new Change.Flawed(
              nothing.put("op", "add").put("path", "externalId").build(),
              Refusal.bad("invalidValue"));
    };
  }

  String sortBy(boolean group) {
    return group ? "displayName" : pick("userName", "title", "name.familyName", Names.DEPARTMENT);
  }

  Selection selection(boolean group) {
    if (oneIn(2)) {
      return Selection.ALL;
    }
    String name =
        group
            ? pick("members", "displayName", "externalId", "members.value", "meta")
            : pick(
                "userName",
                "emails",
                "emails.value",
                "name.givenName",
                "name",
                "groups",
                Names.DEPARTMENT,
                Names.ENTERPRISE,
                "active",
                "meta",
                "displayName");
    return oneIn(2)
        ? new Selection(List.of(name), List.of())
        : new Selection(List.of(), List.of(name));
  }
}
