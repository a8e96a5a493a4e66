package dev.rollcall.e2e.random;

import dev.rollcall.e2e.random.Action.Condition;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Makes filters together with what they mean.
final class Conditions {
  private final RandomGenerator random;
  private final Values values;

  Conditions(RandomGenerator random, Values values) {
    this.random = random;
    this.values = values;
  }

  /// @param id of somebody
  Condition any(boolean group, String id) {
    if (values.oneIn(12)) {
      return new Condition(
          group
              ? values.pick("displayName eq", "((", "displayName like \"a\"")
              : values.pick("userName eq", "((", "displayName like \"a\"", "active gt true"),
          null);
    }
    Condition first = simple(group, id);
    BiPredicate<Model, Model.Kept> meaning = first.meaning();
    if (meaning == null || values.oneIn(2)) {
      return first;
    }
    Condition second = simple(group, id);
    BiPredicate<Model, Model.Kept> other = second.meaning();
    if (other == null) {
      return first;
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Condition(first + " and " + second, meaning.and(other));
      case 1 -> new Condition(first + " or " + second, meaning.or(other));
      default -> new Condition("not (" + first + ") and " + second, meaning.negate().and(other));
    };
  }

  private Condition simple(boolean group, String id) {
    return switch (random.nextInt(group ? 5 : 10)) {
      case 0 -> new Condition("id eq \"" + id + "\"", (_, it) -> it.id().equals(id));
      case 1 -> exact("externalId");
      case 2 -> folded("displayName");
      case 3 -> present(group ? "externalId" : "title");
      case 4 ->
          group
              ? new Condition(
                  "members.value eq \"" + id + "\"", (_, it) -> it.thing().members.contains(id))
              : folded("userName");
      case 5 -> folded(Names.DEPARTMENT);
      case 6 -> active();
      case 7 -> email();
      case 8 ->
          new Condition(
              "groups.value eq \"" + id + "\"",
              (model, it) -> model.above(it.id(), false).contains(id));
      default ->
          new Condition(
              Names.MANAGER + ".value eq \"" + id + "\"",
              (_, it) -> it.thing().text(Names.MANAGER).equals(id));
    };
  }

  private Condition exact(String path) {
    String word = values.word();
    return new Condition(
        path + " eq \"" + word + "\"", (_, it) -> it.thing().text(path).equals(word));
  }

  private Condition folded(String path) {
    String word =
        path.equals("userName") ? values.userName() : values.oneIn(2) ? values.word() : "g1";
    String sought = Model.folded(word);
    String operator = values.pick("eq", "ne", "sw", "co", "ew", "gt", "le", "EQ");
    Predicate<String> meets =
        text ->
            switch (operator) {
              case "eq", "EQ" -> text.equals(sought);
              case "ne" -> !text.equals(sought);
              case "sw" -> text.startsWith(sought);
              case "co" -> text.contains(sought);
              case "ew" -> text.endsWith(sought);
              case "gt" -> !text.isEmpty() && text.compareTo(sought) > 0;
              default -> !text.isEmpty() && text.compareTo(sought) <= 0;
            };
    return new Condition(
        path + " " + operator + " \"" + word + "\"",
        (_, it) -> meets.test(Model.folded(it.thing().text(path))));
  }

  private static Condition present(String path) {
    return new Condition(path + " pr", (_, it) -> it.thing().texts.containsKey(path));
  }

  private Condition active() {
    boolean wanted = values.oneIn(2);
    return new Condition(
        "active eq " + (values.oneIn(2) ? "" + wanted : "\"" + (wanted ? "True" : "False") + "\""),
        (_, it) -> Boolean.valueOf(wanted).equals(it.thing().active));
  }

  private Condition email() {
    String type = values.type();
    String address = values.address();
    Predicate<Email> isIt = it -> it.type().equals(type) && it.value().equalsIgnoreCase(address);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Condition(
              "emails[type eq \"" + type + "\" and value eq \"" + address + "\"]",
              (_, it) -> it.thing().emails.stream().anyMatch(isIt));
      case 1 ->
          new Condition(
              "emails[type eq \"" + type + "\"].value eq \"" + address + "\"",
              (_, it) -> it.thing().emails.stream().anyMatch(isIt));
      default ->
          new Condition(
              "emails.value eq \"" + address + "\"",
              (_, it) ->
                  it.thing().emails.stream()
                      .anyMatch(each -> each.value().equalsIgnoreCase(address)));
    };
  }
}
