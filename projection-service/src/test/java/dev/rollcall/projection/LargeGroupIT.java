package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A group of as many members as one may have, beside one of two.
class LargeGroupIT {
  private static final int CROWD = 200_000;

  private static final Pattern ID_OR_VALUE = Pattern.compile("\"(id|value)\":\"([^\"]+)\"");

  /// Rows and index entries of memberships that were read since the statistics began.
  private static final String READ =
      """
      SELECT (SELECT sum(seq_tup_read) FROM pg_stat_all_tables
          WHERE schemaname = 'proj_v1' AND relname = 'membership')
        + (SELECT sum(idx_tup_read) FROM pg_stat_all_indexes
          WHERE schemaname = 'proj_v1' AND relname = 'membership')\
      """;

  private static final String OTHER_SESSIONS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()\
      """;

  private static Platform platform;

  @BeforeAll
  static void fill_two_groups() throws Exception {
    platform = new Platform();
    try (var service = new Service(platform.settings)) {
      service.awaitReady();
      for (String group : List.of("pair", "crowd")) {
        platform.decide(
            new Command.CreateResource(
                "Group", new ResourceId(group), Json.object("{'displayName': '" + group + "'}")));
      }
    }
    fill("pair", 2);
    fill("crowd", CROWD);
    platform.execute("ANALYZE proj_v1.membership");
  }

  private static void fill(String group, int members) throws SQLException {
    platform.execute(
        "INSERT INTO proj_v1.membership SELECT 'demo', '"
            + group
            + "', 'm' || n, 'User', 1, now(), NULL, NULL FROM generate_series(1, "
            + members
            + ") n");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void each_member_comes_once_in_an_answer_that_is_never_held_whole() throws Exception {
    try (var service = new Service(platform.settings)) {
      service.awaitReady();
      var members = new HashSet<String>();
      try (InputStream body = service.stream("/internal/v1/demo/resources/Group/crowd")) {
        found(body)
            .filter(it -> it.group(1).equals("value"))
            .forEach(it -> assertThat(members.add(it.group(2))).isTrue());
      }
      assertThat(members).hasSize(CROWD);
      try (InputStream page = service.searchStream("{'resourceTypes': ['Group']}")) {
        assertThat(sizes(page)).isEqualTo(Map.of("pair", 2, "crowd", CROWD));
      }
    }
  }

  @Test
  void who_asks_for_no_members_makes_nobody_read_them_however_many_there_are() throws Exception {
    long ofPair = membersReadBy(service -> ask(service, "pair"));
    long ofCrowd = membersReadBy(service -> ask(service, "crowd"));
    long whole =
        membersReadBy(service ->
            service.stream("/internal/v1/demo/resources/Group/crowd")
                .transferTo(OutputStream.nullOutputStream()));

    assertThat(ofCrowd).isEqualTo(ofPair).isLessThan(10);
    assertThat(whole).isGreaterThanOrEqualTo(CROWD);
  }

  /// What shows no members: a version that is known, HEAD as ingress asks for it, members that are
  /// excluded, and writes on the condition of a version that is not the group's.
  private static void ask(Service service, String group) throws Exception {
    String path = "/internal/v1/demo/resources/Group/" + group;
    assertThat(service.read(path, "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
    for (String query : List.of("attributes=id", "excludedAttributes=members")) {
      assertThat(service.read(path + "?" + query).body())
          .contains("\"id\":\"" + group + "\"")
          .doesNotContain("members");
    }
    var id = new ResourceId(group);
    List<String> stale = List.of("W/\"7\"");
    for (Command write :
        List.of(
            new Command.ReplaceResource(
                "Group", id, stale, Json.object("{'displayName': 'New', 'members': []}")),
            new Command.PatchResource(
                "Group", id, stale, patch("{'op':'remove','path':'members'}")),
            new Command.PatchResource(
                "Group", id, stale, patch("{'op':'replace','path':'members','value':[]}")),
            new Command.PatchResource(
                "Group",
                id,
                stale,
                patch("{'op':'remove','path':'members[type eq \\u0022Group\\u0022]'}")),
            new Command.DeleteResource("Group", id, stale))) {
      assertThat(platform.decide(write).outcome().status()).isEqualTo(412);
    }
  }

  private static JsonObject patch(String operation) {
    return Json.object(
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
            + operation
            + "]}");
  }

  private interface Asking {
    void ask(Service service) throws Exception;
  }

  /// PostgreSQL counts what a session read when the session ends, at the latest.
  private static long membersReadBy(Asking asking) throws Exception {
    long before = platform.count(READ);
    try (var service = new Service(platform.settings)) {
      asking.ask(service.awaitReady());
    }
    Platform.await("the end of all sessions", () -> sessions() == 0);
    return platform.count(READ) - before;
  }

  private static long sessions() {
    try {
      return platform.count(OTHER_SESSIONS);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many members each group of a page has.
  private static Map<String, Integer> sizes(InputStream page) {
    var members = new HashMap<String, Set<String>>();
    var group = new StringBuilder();
    found(page)
        .forEach(it -> {
          if (it.group(1).equals("id")) {
            group.replace(0, group.length(), it.group(2));
          } else {
            members.computeIfAbsent(group.toString(), _ -> new HashSet<>()).add(it.group(2));
          }
        });
    var sizes = new HashMap<String, Integer>();
    members.forEach((name, all) -> sizes.put(name, all.size()));
    return sizes;
  }

  private static Stream<MatchResult> found(InputStream body) {
    return new Scanner(body, StandardCharsets.UTF_8).findAll(ID_OR_VALUE);
  }
}
