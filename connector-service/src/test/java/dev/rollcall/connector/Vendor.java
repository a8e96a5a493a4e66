package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a vendor's SCIM server takes and refuses, written from the vendors' pages and from what is
/// told about them, and not from the profiles of the connector: the two must agree by themselves.
///
/// @param limits how often it may be called
/// @param membersPerPatch how many members one PATCH may change
/// @param bodyBytes the longest body
/// @param filters the attributes that can be searched for, by endpoint
/// @param habits everything that is yes or no
record Vendor(
    String profile,
    List<Limit> limits,
    int membersPerPatch,
    int bodyBytes,
    Filters filters,
    Set<Habit> habits) {

  record Filters(Set<String> users, Set<String> groups) {
    Set<String> of(String endpoint) {
      return endpoint.equals("/Users") ? users : groups;
    }
  }

  /// So many calls in so many seconds, and so many at once (0: as many).
  record Limit(String name, Predicate<Request> counts, int permits, int seconds, int burst) {}

  enum Habit {
    /// Requests without a User-Agent are refused.
    WANTS_AGENT,
    /// Several emails, addresses or phone numbers are refused.
    ONE_VALUE,
    /// Nobody can be created inactive.
    ONLY_ACTIVE,
    /// Users cannot be deleted at all.
    NO_DELETE,
    /// A deletion cannot be taken back, and nobody may ask for it by accident.
    DELETE_IS_FATAL,
    /// Replacing members, or removing them without saying which, is refused.
    NO_REMOVE_ALL,
    /// A removal must name each member by a filter.
    REMOVES_BY_FILTER,
    /// `If-Match`, paging and sorting are refused.
    BARE,
    /// Of a group only a few attributes can be changed.
    GROUPS_ARE_NARROW
  }

  static final List<Vendor> ALL =
      List.of(
          new Vendor(
              "aws-iam-identity-center",
              List.of(),
              100,
              1_000_000,
              new Filters(
                  Set.of("userName", "externalId", "id"),
                  Set.of("displayName", "externalId", "id")),
              Set.of(Habit.ONE_VALUE, Habit.NO_REMOVE_ALL, Habit.GROUPS_ARE_NARROW)),
          new Vendor(
              "slack",
              List.of(
                  new Limit("writes", it -> !it.method().equals("GET"), 600, 60, 180),
                  new Limit("reads", it -> it.method().equals("GET"), 1000, 60, 1000),
                  new Limit("create user", it -> is(it, "POST", "/Users"), 180, 60, 20),
                  new Limit(
                      "update user",
                      it -> is(it, "PATCH", "/Users") || is(it, "PUT", "/Users"),
                      180,
                      60,
                      20),
                  new Limit("delete user", it -> is(it, "DELETE", "/Users"), 180, 60, 20),
                  new Limit("create group", it -> is(it, "POST", "/Groups"), 180, 60, 20),
                  new Limit("update group", it -> is(it, "PATCH", "/Groups"), 180, 60, 80),
                  new Limit("delete group", it -> is(it, "DELETE", "/Groups"), 180, 60, 20)),
              1_000,
              1_000_000,
              standard(),
              Set.of()),
          new Vendor(
              "github-emu",
              List.of(new Limit("create user", it -> is(it, "POST", "/Users"), 1000, 3600, 0)),
              1_000,
              1_000_000,
              standard(),
              Set.of(Habit.WANTS_AGENT, Habit.ONLY_ACTIVE, Habit.DELETE_IS_FATAL)),
          new Vendor(
              "atlassian",
              List.of(),
              1_000,
              1_000_000,
              new Filters(Set.of("userName", "externalId"), Set.of("displayName")),
              Set.of()),
          new Vendor("salesforce", List.of(), 1_000, 1_000_000, byName(), Set.of(Habit.NO_DELETE)),
          new Vendor("google", List.of(), 1_000, 1_000_000, byName(), Set.of(Habit.BARE)),
          new Vendor(
              "databricks",
              List.of(),
              1_000,
              1_000_000,
              byName(),
              Set.of(Habit.NO_REMOVE_ALL, Habit.REMOVES_BY_FILTER)),
          new Vendor("snowflake", List.of(), 1_000, 1_000_000, byName(), Set.of()),
          new Vendor(
              "miro",
              List.of(
                  new Limit("update user", it -> is(it, "PATCH", "/Users"), 100, 30, 0),
                  new Limit("delete user", it -> is(it, "DELETE", "/Users"), 20, 30, 0),
                  new Limit("read groups", it -> is(it, "GET", "/Groups"), 5, 30, 0),
                  new Limit(
                      "small group patch",
                      it -> is(it, "PATCH", "/Groups") && it.body().length() <= 500,
                      100,
                      30,
                      0),
                  new Limit(
                      "large group patch",
                      it -> is(it, "PATCH", "/Groups") && it.body().length() > 500,
                      5,
                      30,
                      0)),
              8_000,
              800_000,
              byName(),
              Set.of()));

  static Vendor of(String profile) {
    return ALL.stream().filter(it -> it.profile().equals(profile)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return profile;
  }

  private static boolean is(Request request, String method, String endpoint) {
    return request.method().equals(method) && request.path().startsWith(endpoint);
  }

  private static Filters standard() {
    return new Filters(Set.of("userName", "externalId"), Set.of("displayName", "externalId"));
  }

  private static Filters byName() {
    return new Filters(Set.of("userName"), Set.of("displayName"));
  }
}
