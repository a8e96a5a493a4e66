package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Optional;

/// An operation of a PATCH: what it looks like, and what it means.
sealed interface Change {
  JsonObject toJson();

  /// What is wrong with it whatever the resource is.
  default Optional<Refusal> flaw() {
    return Optional.empty();
  }

  void apply(Thing thing);

  /// The members that it makes join.
  default List<String> joining() {
    return List.of();
  }

  private static JsonObject operation(String op, String path, Json value) {
    return JsonObject.builder().put("op", op).put("path", path).put("value", value).build();
  }

  private static JsonObject removal(String path) {
    return JsonObject.builder().put("op", "Remove").put("path", path).build();
  }

  /// Sets a text; an empty one clears it.
  ///
  /// @param asKey whether it has no path, and a value whose member is named by the path
  record SetText(String op, String path, String text, boolean asKey) implements Change {
    @Override
    public JsonObject toJson() {
      return asKey
          ? JsonObject.builder()
              .put("op", op)
              .put("value", JsonObject.of(path, new JsonString(text)))
              .build()
          : operation(op, path, new JsonString(text));
    }

    @Override
    public Optional<Refusal> flaw() {
      return text.isEmpty() && path.equals("userName")
          ? Optional.of(Refusal.bad("invalidValue"))
          : Optional.empty();
    }

    @Override
    public void apply(Thing thing) {
      if (text.isEmpty()) {
        thing.texts.remove(path);
      } else {
        thing.texts.put(path, text);
      }
    }
  }

  record ClearText(String path) implements Change {
    @Override
    public JsonObject toJson() {
      return removal(path);
    }

    @Override
    public Optional<Refusal> flaw() {
      return path.equals("userName") ? Optional.of(Refusal.bad("mutability")) : Optional.empty();
    }

    @Override
    public void apply(Thing thing) {
      thing.texts.remove(path);
    }
  }

  /// Activates or deactivates.
  ///
  /// @param value a boolean, or a text that may stand for one
  record SetActive(String op, Json value) implements Change {
    @Override
    public JsonObject toJson() {
      return operation(op, "active", value);
    }

    @Override
    public Optional<Refusal> flaw() {
      return value instanceof JsonString(String text)
              && !text.equalsIgnoreCase("true")
              && !text.equalsIgnoreCase("false")
          ? Optional.of(Refusal.bad("invalidValue"))
          : Optional.empty();
    }

    @Override
    public void apply(Thing thing) {
      thing.active =
          value instanceof JsonString(String text)
              ? Boolean.parseBoolean(text)
              : value.equals(JsonBoolean.TRUE);
    }
  }

  record AddEmails(List<Email> emails) implements Change {
    @Override
    public JsonObject toJson() {
      return operation(
          "add", "emails", new JsonArray(emails.stream().<Json>map(Email::toJson).toList()));
    }

    @Override
    public void apply(Thing thing) {
      if (emails.stream().anyMatch(Email::isPrimary)) {
        thing.emails.replaceAll(Email::demoted);
      }
      emails.forEach(thing::addEmail);
    }
  }

  record ReplaceEmails(List<Email> emails) implements Change {
    @Override
    public JsonObject toJson() {
      return operation(
          "replace", "emails", new JsonArray(emails.stream().<Json>map(Email::toJson).toList()));
    }

    @Override
    public void apply(Thing thing) {
      thing.emails.clear();
      emails.forEach(thing::addEmail);
    }
  }

  /// Removes elements.
  ///
  /// @param type of those to remove; empty for all
  record RemoveEmails(String type) implements Change {
    @Override
    public JsonObject toJson() {
      return removal(type.isEmpty() ? "emails" : "emails[type eq \"" + type + "\"]");
    }

    @Override
    public void apply(Thing thing) {
      thing.emails.removeIf(it -> type.isEmpty() || it.type().equals(type));
    }
  }

  /// Sets the value of all elements of a type, and makes one where there is none.
  record SetEmail(String op, String type, String value) implements Change {
    @Override
    public JsonObject toJson() {
      return operation(op, "emails[type eq \"" + type + "\"].value", new JsonString(value));
    }

    @Override
    public void apply(Thing thing) {
      var before = List.copyOf(thing.emails);
      thing.emails.clear();
      for (Email email : before) {
        thing.addEmail(email.type().equals(type) ? new Email(type, value, email.primary()) : email);
      }
      if (before.stream().noneMatch(it -> it.type().equals(type))) {
        thing.addEmail(new Email(type, value, null));
      }
    }
  }

  record AddMembers(String op, List<String> ids) implements Change {
    @Override
    public JsonObject toJson() {
      return operation(op, "members", Thing.references(ids));
    }

    @Override
    public void apply(Thing thing) {
      if (op.equalsIgnoreCase("replace")) {
        thing.members.clear();
      }
      thing.members.addAll(ids);
    }

    @Override
    public List<String> joining() {
      return ids;
    }
  }

  /// Makes members leave.
  ///
  /// @param listed whether they stand in a value, as Entra does it, instead of a filter
  record RemoveMembers(List<String> ids, boolean listed) implements Change {
    @Override
    public JsonObject toJson() {
      if (ids.isEmpty()) {
        return removal("members");
      }
      return listed
          ? operation("Remove", "members", Thing.references(ids))
          : removal("members[value eq \"" + ids.getFirst() + "\"]");
    }

    @Override
    public void apply(Thing thing) {
      if (ids.isEmpty()) {
        thing.members.clear();
      } else if (listed) {
        thing.members.removeAll(ids);
      } else {
        thing.members.remove(ids.getFirst());
      }
    }
  }

  /// What must never be understood.
  record Flawed(JsonObject operation, Refusal refusal) implements Change {
    @Override
    public JsonObject toJson() {
      return operation;
    }

    @Override
    public Optional<Refusal> flaw() {
      return Optional.of(refusal);
    }

    @Override
    public void apply(Thing thing) {
      throw new IllegalStateException("It was refused before");
    }
  }
}
