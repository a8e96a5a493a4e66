package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A change of a group costs what changes and not what is there: counted in rows that PostgreSQL
/// read and wrote, which no other load on the machine can blur.
class GroupCostIT {
  private static final List<Integer> SIZES = List.of(10, 10_000, 200_000);
  private static final int NEWCOMERS = 1_000;

  private static Platform platform;

  @BeforeAll
  static void fill_groups_of_three_sizes() throws Exception {
    platform = new Platform().startAndAwaitReady();
    for (int size : SIZES) {
      platform.decide(create("Group", group(size), "{'displayName': 'Of " + size + "'}"));
      platform.execute(
          "INSERT INTO proj_v1.membership SELECT 'demo', '%s', 'm' || n, 'User', 1, now(), NULL, NULL FROM generate_series(1, %d) n"
              .formatted(group(size), size));
    }
    // A group in the largest one: a circle that could be closed.
    platform.decide(create("Group", "inner", "{'displayName': 'Inner'}"));
    platform.execute(
        "INSERT INTO proj_v1.resource SELECT 'demo', 'u' || n, 'User', 1, '{}', '{}', NULL, 'u' || n, NULL, true, now(), now(), 1 FROM generate_series(1, %d) n"
            .formatted(NEWCOMERS + 1));
    platform.execute("ANALYZE");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void one_member_more_or_less_costs_the_same_in_every_group() throws Exception {
    Map<Integer, List<Work>> costs = new LinkedHashMap<>();
    for (int size : SIZES) {
      Work added = work(() -> change(size, "add", List.of("u" + (NEWCOMERS + 1))), 1);
      Work removed = work(() -> change(size, "remove", List.of("u" + (NEWCOMERS + 1))), 1);
      costs.put(size, List.of(added, removed));
    }
    assertThat(costs.get(10_000)).as("%s", costs).isEqualTo(costs.get(10));
    assertThat(costs.get(200_000)).as("%s", costs).isEqualTo(costs.get(10));
    assertThat(costs.get(10))
        .allSatisfy(work -> {
          assertThat(work.inserted() + work.updated()).isOne();
          assertThat(work.read()).isLessThanOrEqualTo(4);
        });
  }

  @Test
  void a_thousand_members_are_one_decision_and_cost_the_same_in_every_group() throws Exception {
    List<String> members = IntStream.rangeClosed(1, NEWCOMERS).mapToObj(it -> "u" + it).toList();
    Map<Integer, List<Work>> costs = new LinkedHashMap<>();
    for (int size : SIZES) {
      var decisions = new ArrayList<Decision>();
      Work added = work(() -> decisions.add(change(size, "add", members)), NEWCOMERS);
      Work removed = work(() -> decisions.add(change(size, "remove", members)), NEWCOMERS);
      costs.put(size, List.of(added, removed));
      assertThat(decisions.getFirst().facts())
          .singleElement()
          .isInstanceOfSatisfying(
              MembersAdded.class, it -> assertThat(it.members()).hasSize(NEWCOMERS));
      assertThat(decisions.getLast().facts())
          .singleElement()
          .isInstanceOfSatisfying(
              MembersRemoved.class, it -> assertThat(it.members()).hasSize(NEWCOMERS));
    }
    assertThat(costs.get(200_000)).as("%s", costs).isEqualTo(costs.get(10));
    assertThat(costs.get(10)).allSatisfy(work -> assertThat(work.read()).isLessThan(4 * NEWCOMERS));
  }

  @Test
  void to_look_for_a_circle_reads_groups_above_and_no_members() throws Exception {
    Work added = work(() -> change(200_000, "add", List.of("inner")), 1);
    Work refused =
        work(
            () -> {
              Decision decision = patch("inner", "add", List.of(group(200_000)));
              assertThat(decision.outcome().status()).isEqualTo(400);
            },
            0);
    Work removed = work(() -> change(200_000, "remove", List.of("inner")), 1);
    assertThat(added.read() + refused.read() + removed.read())
        .as("%s, %s, %s", added, refused, removed)
        .isLessThan(20);
  }

  @Test
  void a_group_of_200_000_is_deleted_in_one_decision() throws Exception {
    platform.decide(create("Group", "doomed", "{'displayName': 'Doomed'}"));
    platform.execute(
        "INSERT INTO proj_v1.membership SELECT 'demo', 'doomed', 'm' || n, 'User', 1, now(), NULL, NULL FROM generate_series(1, 200000) n");
    Decision deleted =
        platform.decide(new Command.DeleteResource("Group", new ResourceId("doomed"), List.of()));
    assertThat(deleted.facts()).hasSize(1);
    assertThat(
            platform.count(
                "SELECT count(*) FROM proj_v1.membership WHERE group_id = 'doomed' AND to_seq IS NOT NULL"))
        .isEqualTo(200_000);
  }

  /// Rows of memberships that were read, by scans of the table and by indexes, and written.
  private record Work(long read, long inserted, long updated) {}

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /// Returns what a step costs, once it is known that it wrote so many rows. A session of
  /// PostgreSQL tells its counts at the end of a transaction, a second after it did so last.
  private static Work work(Step step, int written) throws Exception {
    settle();
    Work before = counts();
    step.run();
    settle();
    Work after = counts();
    var work =
        new Work(
            after.read() - before.read(),
            after.inserted() - before.inserted(),
            after.updated() - before.updated());
    assertThat(work.inserted() + work.updated()).as("%s", work).isEqualTo(written);
    return work;
  }

  /// Lets the decider's session tell its counts, by requests that touch no membership.
  private static void settle() throws Exception {
    long told = transactions();
    Platform.await(
        "the counts",
        () -> {
          try {
            for (int i = 0; i < 2; i++) {
              patch("nobody", "add", List.of());
            }
            return transactions() > told;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// Rows of requests are written by the same session, and by each request.
  private static long transactions() throws Exception {
    return platform.count(
        "SELECT n_tup_ins FROM pg_stat_user_tables WHERE schemaname = 'proj_v1' AND relname = 'request'");
  }

  private static Work counts() throws Exception {
    String query =
        "SELECT %s FROM pg_stat_user_tables WHERE schemaname = 'proj_v1' AND relname = 'membership'";
    return new Work(
        platform.count(query.formatted("seq_tup_read + idx_tup_fetch")),
        platform.count(query.formatted("n_tup_ins")),
        platform.count(query.formatted("n_tup_upd")));
  }

  private static Decision change(int size, String operation, List<String> members)
      throws Exception {
    Decision decision = patch(group(size), operation, members);
    assertThat(decision.outcome().status()).as("%s", decision.outcome()).isLessThan(300);
    return decision;
  }

  private static Decision patch(String group, String operation, List<String> members)
      throws Exception {
    String values =
        members.stream().map(it -> "{'value':'" + it + "'}").collect(Collectors.joining(","));
    JsonObject body =
        Json.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{'op':'"
                + operation
                + "','path':'members','value':["
                + values
                + "]}]}");
    return platform.decide(
        new Command.PatchResource("Group", new ResourceId(group), List.of(), body));
  }

  private static String group(int size) {
    return "group-of-" + size;
  }

  private static Command create(String type, String id, String document) {
    return new Command.CreateResource(type, new ResourceId(id), Json.object(document));
  }
}
