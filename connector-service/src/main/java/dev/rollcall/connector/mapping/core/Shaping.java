package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.TargetShape;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Failed;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Mapped;
import dev.rollcall.connector.mapping.core.Scope.Membership;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.StorableText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a target must have of any resource: its scope, and a mapping for each type of resource that
/// has one. Without a mapping the resource goes as it is.
///
/// Whatever a mapping says, `externalId` is our resource's id, because that is how we find what is
/// ours, and who is inactive here is inactive there.
///
/// A receiver of events keeps nothing in step: what it is told is an event's data, which has our id
/// as `id` and otherwise what the mapping says, and nothing that it does not say.
///
/// @param mappings by the name of the resource type
/// @param required what the target takes no user without
/// @param ofEvents whether it is the data of events
public record Shaping(
    Scope scope, Map<String, Written> mappings, Set<String> required, boolean ofEvents) {
  /// Everything, as it is.
  public static final Shaping NONE = new Shaping(Scope.EVERYTHING, Map.of());

  private static final String USER = "User";
  private static final String ACTIVE = "active";
  private static final List<String> NOT_A_MAPPINGS_BUSINESS =
      List.of("id", "meta", "members", "groups");

  private static final List<String> OURS = List.of(ACTIVE, "externalId");
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  /// As deep as a request may be, and names as long as SCIM has any use for.
  private static final int DEPTH_MAX = 16;

  private static final int NAME_MAX = 256;

  /// A mapping with the text that it was read from.
  public record Written(String text, Mapping mapping) {}

  public Shaping {
    mappings = Map.copyOf(mappings);
    required = Set.copyOf(required);
  }

  /// What a target is kept in step with.
  public Shaping(Scope scope, Map<String, Written> mappings) {
    this(scope, mappings, Set.of(), false);
  }

  /// The same as the data of events.
  public Shaping forEvents() {
    return new Shaping(scope, mappings, required, true);
  }

  /// The same for a target that takes no user without these.
  public Shaping requiring(Set<String> names) {
    return new Shaping(scope, mappings, names, ofEvents);
  }

  /// Says whether everything goes as it is.
  public boolean isPlain() {
    return scope.isEverything() && mappings.isEmpty() && required.isEmpty();
  }

  /// Returns what the target must have of a resource.
  public Shaped of(Subject subject) {
    Membership membership = scope.judge(subject.resource(), subject.document(), subject.memberOf());
    return membership.inside()
        ? Requirement.judge(required, subject, shaped(subject, membership.rule()))
        : new Shaped.Outside(membership.rule());
  }

  /// Returns the resource as a mapping gets it: with its id, and a manager by our id.
  public static JsonObject input(Subject subject) {
    return JsonObject.builder()
        .put("id", subject.resource().id().value())
        .putAll(subject.document().members())
        .build();
  }

  /// The same with a mapping on trial.
  public Shaping with(String resourceType, Written mapping) {
    var more = new TreeMap<>(mappings);
    more.put(resourceType, mapping);
    return new Shaping(scope, more, required, ofEvents);
  }

  /// Tells one shaping from another.
  public String print() {
    var all = new StringBuilder(scope.print());
    new TreeMap<>(mappings)
        .forEach((type, it) -> all.append('\n').append(type).append('\n').append(it.text()));
    // Shapings of before the requirements keep their text.
    return required.isEmpty()
        ? all.toString()
        : all.append("\nrequired\n").append(new TreeSet<>(required)).toString();
  }

  private Shaped shaped(Subject subject, String rule) {
    Written mapping = mappings.get(subject.resource().type());
    if (mapping == null) {
      return new Shaped.Inside(
          ofEvents ? data(subject, subject.document()) : shape(subject, subject.document()), rule);
    }
    Outcome outcome = mapping.mapping().map(input(subject));
    return switch (outcome) {
      case Failed(var why) -> new Shaped.Flawed(why, rule);
      case Mapped(var result) -> mapped(subject, result, rule);
    };
  }

  private Shaped mapped(Subject subject, JsonObject result, String rule) {
    String name = subject.resource().type().equals(USER) ? "userName" : "displayName";
    if (!ofEvents && result.text(name).filter(it -> !it.isBlank()).isEmpty()) {
      return new Shaped.Flawed("the result has no text '" + name + "'", rule);
    }
    if (result.get(ACTIVE) != null && !(result.get(ACTIVE) instanceof JsonBoolean)) {
      return new Shaped.Flawed("the result's 'active' is neither true nor false", rule);
    }
    Optional<String> fault = fault(result);
    if (fault.isPresent()) {
      return new Shaped.Flawed(fault.get(), rule);
    }
    JsonObject own = result;
    for (String each : result.members().keySet()) {
      if (NOT_A_MAPPINGS_BUSINESS.contains(each.toLowerCase(Locale.ROOT))) {
        own = own.without(each);
      }
    }
    boolean inactive = JsonBoolean.FALSE.equals(subject.document().get(ACTIVE));
    if (inactive) {
      own = own.with(ACTIVE, JsonBoolean.FALSE);
    }
    return new Shaped.Inside(
        ofEvents ? data(subject, own) : shape(subject, withSchemas(own, subject.document())), rule);
  }

  /// One sentence on what no target and no table should get. Names have no letter case in SCIM (RFC
  /// 7643 section 2.1): a second spelling of what is ours to say would say it again.
  private static Optional<String> fault(JsonObject result) {
    var seen = new HashSet<String>();
    for (String name : result.members().keySet()) {
      String plain = name.toLowerCase(Locale.ROOT);
      if (!seen.add(plain)) {
        return Optional.of("the result has a name in two spellings");
      }
      if (plain.startsWith(CORE)) {
        return Optional.of("the result names an attribute of the core schema by its URN");
      }
      if (OURS.stream().anyMatch(it -> it.equalsIgnoreCase(name) && !it.equals(name))) {
        return Optional.of("the result has 'active' or 'externalId' in another spelling");
      }
    }
    if (!fits(result, DEPTH_MAX)) {
      return Optional.of("the result is nested deeper than " + DEPTH_MAX + " or has a long name");
    }
    return StorableText.isStorable(result)
        ? Optional.empty()
        : Optional.of("the result has half a character, U+0000 or a number without bounds");
  }

  private static boolean fits(Json value, int levels) {
    return switch (value) {
      case JsonObject object ->
          levels > 0
              && object.members().entrySet().stream()
                  .allMatch(
                      it -> it.getKey().length() <= NAME_MAX && fits(it.getValue(), levels - 1));
      case JsonArray(var elements) ->
          levels > 0 && elements.stream().allMatch(it -> fits(it, levels - 1));
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> true;
    };
  }

  private static JsonObject shape(Subject subject, JsonObject document) {
    return TargetShape.of(subject.resource(), document, subject.managerRemoteId());
  }

  private static JsonObject data(Subject subject, JsonObject document) {
    return document.with("id", new JsonString(subject.resource().id().value()));
  }

  /// A mapping that says nothing of `schemas` keeps those of the resource.
  private static JsonObject withSchemas(JsonObject result, JsonObject document) {
    var schemas = document.get("schemas");
    return result.get("schemas") == null && schemas != null
        ? result.with("schemas", schemas)
        : result;
  }
}
