package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who belongs at a target. Users must satisfy the filter and be a member of one of the groups;
/// groups must be one of the groups. What is not given asks for nothing.
///
/// @param users the filter that users must satisfy, or null
/// @param groups ids of groups; all may come where empty
public record Scope(@Nullable UserFilter users, Set<String> groups) {
  /// Everybody and every group.
  public static final Scope EVERYTHING = new Scope(null, Set.of());

  private static final String USER = "User";

  /// How much of a scope a rule quotes.
  private static final int FILTER_CHARS_MAX = 500;

  private static final int GROUPS_NAMED_MAX = 5;

  public Scope {
    groups = Set.copyOf(groups);
  }

  /// A filter over users, with the text that it was read from.
  public record UserFilter(ResourceTypeDefinition type, Filter filter, String text) {}

  /// Whether a resource belongs, and the rule that says so.
  public record Membership(boolean inside, String rule) {}

  /// Says whether everybody and every group belongs.
  public boolean isEverything() {
    return users == null && groups.isEmpty();
  }

  /// Judges a resource.
  ///
  /// @param memberOf ids of the groups of this scope that the resource is a member of
  public Membership judge(ResourceRef resource, JsonObject document, Set<String> memberOf) {
    return resource.type().equals(USER) ? user(resource, document, memberOf) : group(resource);
  }

  /// Says whether the filter alone keeps a resource out, whatever groups it is in.
  public boolean excludes(ResourceRef resource, JsonObject document) {
    return users != null && resource.type().equals(USER) && !matches(users, resource, document);
  }

  private static boolean matches(UserFilter filter, ResourceRef resource, JsonObject document) {
    JsonObject full = document.with("id", new JsonString(resource.id().value()));
    return FilterEvaluator.matches(filter.type(), filter.filter(), full);
  }

  private Membership user(ResourceRef resource, JsonObject document, Set<String> memberOf) {
    if (users != null && !matches(users, resource, document)) {
      return new Membership(false, "the filter does not match: " + filterText(users));
    }
    var shared = new TreeSet<>(groups);
    shared.retainAll(memberOf);
    if (!groups.isEmpty() && shared.isEmpty()) {
      return new Membership(false, "a member of none of the groups " + groupNames());
    }
    if (!shared.isEmpty()) {
      return new Membership(true, "a member of group " + shared.first());
    }
    return new Membership(
        true, users == null ? "there is no scope" : "the filter matches: " + filterText(users));
  }

  private static String filterText(UserFilter filter) {
    String text = filter.text();
    return text.length() <= FILTER_CHARS_MAX ? text : text.substring(0, FILTER_CHARS_MAX) + "…";
  }

  private String groupNames() {
    String some =
        groups.stream().sorted().limit(GROUPS_NAMED_MAX).collect(Collectors.joining(", "));
    int more = groups.size() - GROUPS_NAMED_MAX;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private Membership group(ResourceRef resource) {
    if (groups.isEmpty()) {
      return new Membership(true, "every group belongs");
    }
    return groups.contains(resource.id().value())
        ? new Membership(true, "one of the groups")
        : new Membership(false, "none of the groups " + groupNames());
  }

  /// Tells one scope from another.
  public String print() {
    return (users == null ? "" : users.text()) + "\n" + String.join(",", new TreeSet<>(groups));
  }
}
