package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.Vendor.Groups;
import dev.rollcall.connector.Vendor.Habit;
import dev.rollcall.connector.Vendor.Limit;
import dev.rollcall.connector.Vendor.Lists;
import dev.rollcall.connector.Vendor.Paging;
import dev.rollcall.connector.Vendor.Users;
import dev.rollcall.scim.Urns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The vendors that have a profile.
final class Vendors {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int MANY = 10_000;
  private static final Set<String> BOTH_FOR_USERS = Set.of("userName", "externalId");
  private static final Set<String> BOTH_FOR_GROUPS = Set.of("displayName", "externalId");
  private static final Set<String> NAME = Set.of("userName");
  private static final Set<String> TITLE = Set.of("displayName");

  static final List<Vendor> ALL =
      List.of(
          aws(),
          slack(),
          github(),
          atlassian(),
          salesforce(),
          google(),
          databricks(),
          snowflake(),
          miro());

  private Vendors() {}

  static Vendor of(String profile) {
    return ALL.stream().filter(it -> it.profile().equals(profile)).findFirst().orElseThrow();
  }

  private static Vendor aws() {
    return new Vendor(
        "aws-iam-identity-center",
        List.of(),
        new Users(
            taking(
                "name displayName nickName profileUrl title userType preferredLanguage locale"
                    + " timezone emails phoneNumbers addresses roles enterprise"),
            Set.of("name.givenName", "name.familyName", "displayName"),
            Set.of("userName", "externalId", "id")),
        new Groups(Set.of("displayName", "externalId", "id"), 100, BAD_REQUEST),
        new Lists(Paging.INDEX, 50),
        Set.of(
            Habit.ONE_VALUE,
            Habit.PRIMARY_MAIL,
            Habit.NO_REMOVE_ALL,
            Habit.GROUPS_ARE_NARROW,
            Habit.HIDES_MEMBERS));
  }

  private static Vendor slack() {
    var limits = new ArrayList<Limit>();
    limits.add(new Limit("writes", it -> !it.method().equals("GET"), 600, 60, 180));
    limits.add(new Limit("reads", it -> it.method().equals("GET"), 1000, 60, 1000));
    limits.add(limit("create user", "POST", "/Users", 20));
    limits.add(limit("update user", "PATCH", "/Users", 20));
    limits.add(limit("delete user", "DELETE", "/Users", 20));
    limits.add(limit("create group", "POST", "/Groups", 20));
    limits.add(limit("update group", "PATCH", "/Groups", 80));
    limits.add(limit("delete group", "DELETE", "/Groups", 20));
    return new Vendor(
        "slack",
        limits,
        new Users(
            taking(
                "name displayName nickName profileUrl title userType preferredLanguage locale"
                    + " timezone emails phoneNumbers addresses photos roles enterprise"),
            Set.of("emails"),
            BOTH_FOR_USERS),
        new Groups(BOTH_FOR_GROUPS, 1_000, BAD_REQUEST),
        new Lists(Paging.INDEX, 1_000),
        Set.of(Habit.DELETE_DEACTIVATES));
  }

  private static Limit limit(String name, String method, String endpoint, int burst) {
    return new Limit(name, it -> is(it, method, endpoint), 180, 60, burst);
  }

  private static Vendor github() {
    return new Vendor(
        "github-emu",
        List.of(new Limit("create user", it -> is(it, "POST", "/Users"), 1000, 3600, 0)),
        new Users(
            taking("name displayName emails roles"),
            Set.of("emails", "displayName"),
            BOTH_FOR_USERS),
        new Groups(BOTH_FOR_GROUPS, 1_000, BAD_REQUEST),
        new Lists(Paging.INDEX, 100),
        Set.of(Habit.WANTS_AGENT, Habit.ONLY_ACTIVE, Habit.DELETE_IS_FATAL));
  }

  private static Vendor atlassian() {
    return new Vendor(
        "atlassian",
        List.of(),
        new Users(
            taking(
                "name displayName nickName title preferredLanguage timezone emails phoneNumbers"
                    + " department organization enterprise"),
            Set.of("emails"),
            BOTH_FOR_USERS),
        new Groups(TITLE, 1_000, BAD_REQUEST),
        new Lists(Paging.CURSOR, 100),
        Set.of(Habit.PRIMARY_MAIL, Habit.DELETE_HIDES));
  }

  private static Vendor salesforce() {
    return new Vendor(
        "salesforce",
        List.of(),
        new Users(
            taking(
                "name nickName title emails phoneNumbers addresses entitlements roles enterprise"),
            Set.of("emails", "name.familyName", "entitlements"),
            NAME),
        new Groups(TITLE, 1_000, BAD_REQUEST),
        new Lists(Paging.INDEX, 200),
        Set.of(Habit.NO_DELETE, Habit.BARE));
  }

  private static Vendor google() {
    return new Vendor(
        "google",
        List.of(),
        new Users(
            taking("name phoneNumbers addresses enterprise"),
            Set.of("name.givenName", "name.familyName"),
            NAME),
        new Groups(TITLE, 1_000, BAD_REQUEST),
        new Lists(Paging.SEARCHES_ONLY, MANY),
        Set.of(Habit.BARE, Habit.SMALL_LETTERS));
  }

  private static Vendor databricks() {
    return new Vendor(
        "databricks",
        List.of(),
        new Users(taking("displayName"), Set.of(), NAME),
        new Groups(TITLE, 1_000, BAD_REQUEST),
        new Lists(Paging.INDEX, 100),
        Set.of(Habit.REMOVAL_EMPTIES, Habit.FILTER_NODES, Habit.FORGETS_EXTERNAL_ID));
  }

  private static Vendor snowflake() {
    return new Vendor(
        "snowflake",
        List.of(),
        new Users(taking("name displayName emails"), Set.of(), NAME),
        new Groups(TITLE, 1_000, BAD_REQUEST),
        new Lists(Paging.INDEX, 100),
        Set.of(Habit.ONE_VALUE));
  }

  private static Vendor miro() {
    var limits = new ArrayList<Limit>();
    limits.add(new Limit("update user", it -> is(it, "PATCH", "/Users"), 100, 30, 0));
    limits.add(new Limit("delete user", it -> is(it, "DELETE", "/Users"), 20, 30, 0));
    limits.add(new Limit("read groups", it -> is(it, "GET", "/Groups"), 5, 30, 0));
    limits.add(
        new Limit(
            "small group patch",
            it -> is(it, "PATCH", "/Groups") && it.body().length() <= 500,
            100,
            30,
            0));
    limits.add(
        new Limit(
            "large group patch",
            it -> is(it, "PATCH", "/Groups") && it.body().length() > 500,
            5,
            30,
            0));
    return new Vendor(
        "miro",
        limits,
        new Users(taking("displayName photos userType roles enterprise"), Set.of(), NAME),
        new Groups(TITLE, 8_000, TOO_LARGE),
        new Lists(Paging.INDEX, 100),
        Set.of());
  }

  private static boolean is(Request request, String method, String endpoint) {
    return request.method().equals(method) && request.path().startsWith(endpoint);
  }

  /// Everybody takes the name, whether the account is in use, and what the client calls it.
  private static Set<String> taking(String names) {
    var all = new HashSet<>(Set.of("schemas", "userName", "active", "externalId"));
    for (String name : names.split(" ", -1)) {
      all.add(name.equals("enterprise") ? Urns.ENTERPRISE_USER : name);
    }
    return Set.copyOf(all);
  }
}
