package dev.rollcall.standalone.demoapp;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an app or the directory holds, in a form that can be compared: users by `userName` with
/// what matters of them, groups by `displayName` with the user names of their members.
///
/// @param users userName to `active, displayName`
/// @param groups displayName to the userNames of its members
public record AppState(Map<String, String> users, Map<String, Set<String>> groups) {

  /// Builds the comparable form from resources by their id in that system.
  ///
  /// @param members group id to the ids of its members
  public static AppState of(
      Map<String, JsonObject> users,
      Map<String, JsonObject> groups,
      Map<String, Set<String>> members) {
    var comparableUsers = new TreeMap<String, String>();
    users.values().forEach(user -> comparableUsers.put(name(user), state(user)));
    var comparableGroups = new TreeMap<String, Set<String>>();
    groups.forEach((id, group) ->
        comparableGroups.put(
            group.text("displayName").orElse("?"),
            members.getOrDefault(id, Set.of()).stream()
                .map(member -> nameOf(users.get(member), member))
                .collect(Collectors.toCollection(TreeSet::new))));
    return new AppState(comparableUsers, comparableGroups);
  }

  /// How many users are active.
  public long active() {
    return users.values().stream().filter(state -> state.startsWith("active")).count();
  }

  /// How many memberships there are.
  public long memberships() {
    return groups.values().stream().mapToLong(Set::size).sum();
  }

  private static String name(JsonObject user) {
    return user.text("userName").orElse("?");
  }

  private static String nameOf(@Nullable JsonObject user, String id) {
    return user == null ? "unknown " + id : name(user);
  }

  private static String state(JsonObject user) {
    boolean active = !JsonBoolean.FALSE.equals(user.get("active"));
    return (active ? "active" : "inactive")
        + ", "
        + user.text("displayName").orElse("no name")
        + ", "
        + user.text("title").orElse("no title");
  }
}
