package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A shape in terms of LDAP. Attributes have no letter case.
///
/// @param name the value that names the entry
/// @param id our id, or empty where the shape has none
/// @param manager the target's id of the manager, or null
record LdapShape(
    String name,
    String id,
    boolean active,
    TreeMap<String, List<String>> attributes,
    @Nullable String manager) {
  private static final Set<String> NOT_ATTRIBUTES = Set.of("schemas", "externalId", "active");

  /// What a directory adds to, or never shows.
  private static final Set<String> HIDDEN =
      Set.of("schemas", "objectClass", "userPassword", "unicodePwd");

  /// Reads a shape of a type of resource.
  static LdapShape of(Layout layout, String type, JsonObject shape) throws LdapFailedException {
    String nameMember = Layout.nameOf(type);
    var attributes = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var member : shape.members().entrySet()) {
      String name = member.getKey();
      if (!NOT_ATTRIBUTES.contains(name) && !name.equals(nameMember) && !name.startsWith("urn:")) {
        attributes.put(name, values(name, member.getValue()));
      }
    }
    // Our id is not the mapping's business.
    attributes.remove(layout.idAttribute());
    // A person's displayName is an attribute, a group's is its name.
    List<String> rdn = attributes.remove(layout.rdn());
    String name = rdn == null || rdn.isEmpty() ? shape.text(nameMember).orElse("") : rdn.getFirst();
    return new LdapShape(
        name,
        shape.text("externalId").orElse(""),
        !JsonBoolean.FALSE.equals(shape.get("active")),
        attributes,
        manager(shape));
  }

  /// The value by which an entry that was made by hand is found.
  String match(Layout layout) {
    List<String> values = attributes.get(layout.matchAttribute());
    return values == null || values.isEmpty() ? name : values.getFirst();
  }

  /// The names of attributes that differ between this and what follows it.
  Set<String> changed(LdapShape next) {
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(attributes.keySet());
    names.addAll(next.attributes.keySet());
    names.removeIf(name -> Objects.equals(attributes.get(name), next.attributes.get(name)));
    return names;
  }

  private static @Nullable String manager(JsonObject shape) {
    return shape.get(Urns.ENTERPRISE_USER) instanceof JsonObject work
            && work.get("manager") instanceof JsonObject manager
        ? manager.text("value").orElse(null)
        : null;
  }

  private static List<String> values(String name, Json value) throws LdapFailedException {
    return switch (value) {
      // The syntaxes of LDAP have no empty text (RFC 4517 section 3.3.6).
      case JsonString(var text) -> text.isEmpty() ? List.of() : List.of(text);
      case JsonNumber(var number) -> List.of(number.toPlainString());
      case JsonBoolean(var flag) -> List.of(Boolean.toString(flag).toUpperCase(Locale.ROOT));
      case JsonNull _ -> List.of();
      case JsonArray(var elements) -> {
        // The values of an attribute are a set: a server refuses one that is there twice.
        var all = new LinkedHashSet<String>();
        for (Json each : elements) {
          all.addAll(values(name, each));
        }
        yield List.copyOf(all);
      }
      case JsonObject _ ->
          throw LdapFailures.failed(
              FailureKind.UNMAPPABLE,
              "The mapping's result has an object in '" + name + "', and LDAP has only texts");
    };
  }

  /// A shape as an entry of the directory would be shown: what names the entry is its name,
  /// whatever else the shape calls it, and of a group no more is read than is read of one alone.
  static JsonObject asRead(Layout layout, String type, JsonObject shape) {
    var json = JsonObject.builder();
    String nameMember = Layout.nameOf(type);
    String named = shape.text(nameMember).orElse("");
    for (var member : shape.members().entrySet()) {
      String name = member.getKey();
      if (name.equalsIgnoreCase(layout.rdn()) && !name.equals(nameMember)) {
        named = first(member.getValue()).orElse(named);
      } else if (isShown(layout, type, name) && !isEmpty(member.getValue())) {
        json.put(name, member.getValue());
      }
    }
    return json.put(nameMember, named).build();
  }

  private static boolean isShown(Layout layout, String type, String name) {
    if (type.equals("Group")) {
      return name.equals("externalId") || name.equalsIgnoreCase("description");
    }
    return !name.startsWith("urn:")
        && HIDDEN.stream().noneMatch(name::equalsIgnoreCase)
        && !name.equalsIgnoreCase(layout.idAttribute());
  }

  private static boolean isEmpty(Json value) {
    return value instanceof JsonString(var text) && text.isEmpty();
  }

  private static Optional<String> first(Json value) {
    return switch (value) {
      case JsonString(var text) -> Optional.of(text);
      case JsonArray(var elements) when !elements.isEmpty() -> first(elements.getFirst());
      case JsonArray _, JsonNumber _, JsonBoolean _, JsonNull _, JsonObject _ -> Optional.empty();
    };
  }
}
