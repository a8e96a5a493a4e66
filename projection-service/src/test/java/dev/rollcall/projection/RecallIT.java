package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each request in a batch of its own, so that everything a decision knows comes from the tables.
class RecallIT {
  private static final ResourceId ANN = new ResourceId("ann");
  private static final ResourceId BOB = new ResourceId("bob");
  private static final ResourceRef CREW = new ResourceRef("Group", new ResourceId("crew"));

  private Platform platform;

  @BeforeEach
  void start_with_two_users_and_a_group() throws Exception {
    platform = new Platform().startAndAwaitReady();
    platform.decide(create("User", "ann", "{'userName':'ann'}"));
    platform.decide(create("User", "bob", "{'userName':'bob'}"));
    platform.decide(create("Group", "crew", "{'displayName':'Crew','members':[{'value':'ann'}]}"));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void single_memberships_are_recalled() throws Exception {
    Decision both =
        patch("{'op':'Add','path':'members','value':[{'value':'ann'},{'value':'bob'}]}");
    Decision absent = patch("{'op':'Remove','path':'members','value':[{'value':'nobody'}]}");
    Decision unknown = patch("{'op':'Add','path':'members','value':[{'value':'nobody'}]}");

    assertThat(both.facts())
        .containsExactly(new MembersAdded(CREW, 2, List.of(new Member(BOB, "User"))));
    assertThat(absent.facts()).isEmpty();
    assertThat(unknown.outcome().status()).isEqualTo(400);
  }

  @Test
  void whole_memberships_are_recalled() throws Exception {
    Decision replaced =
        platform.decide(
            new Command.ReplaceResource(
                "Group",
                CREW.id(),
                List.of("W/\"1\""),
                Json.object("{'displayName':'Crew','members':[{'value':'bob'}]}")));
    Decision emptied = patch("{'op':'remove','path':'members[type eq \\u0022User\\u0022]'}");

    assertThat(replaced.facts())
        .containsExactly(
            new MembersAdded(CREW, 2, List.of(new Member(BOB, "User"))),
            new MembersRemoved(CREW, 2, List.of(ANN)));
    assertThat(emptied.facts()).containsExactly(new MembersRemoved(CREW, 3, List.of(BOB)));
  }

  @Test
  void the_groups_of_who_is_deleted_are_recalled() throws Exception {
    Decision deleted = platform.decide(new Command.DeleteResource("User", ANN, List.of()));

    assertThat(deleted.facts())
        .containsExactly(
            new MembersRemoved(CREW, 2, List.of(ANN)),
            new ResourceDeleted(new ResourceRef("User", ANN), 2));
    assertThat(platform.count("SELECT count(*) FROM proj_v1.membership WHERE to_seq IS NULL"))
        .isZero();
    assertThat(platform.decide(create("User", "ann2", "{'userName':'ann'}")).outcome().status())
        .isEqualTo(201);
  }

  @Test
  void a_name_that_a_patch_makes_is_recalled_and_moves() throws Exception {
    Decision taken = rename("BOB");
    Decision moved = rename("eve");
    Decision freed = platform.decide(create("User", "ann2", "{'userName':'ann'}"));
    Decision held = platform.decide(create("User", "eve2", "{'userName':'EVE'}"));

    assertThat(taken.outcome().status()).isEqualTo(409);
    assertThat(moved.facts()).singleElement().isInstanceOf(ResourceChanged.class);
    assertThat(freed.outcome().status()).isEqualTo(201);
    assertThat(held.outcome().status()).isEqualTo(409);
  }

  @Test
  void a_repeated_request_recalls_its_first_decision() throws Exception {
    Decision first = platform.decide(create("User", "eve", "{'userName':'eve'}"));
    Decision repeat =
        platform.decide(
            create("User", "other", "{'userName':'eve'}"), first.requestId().value(), null);

    assertThat(repeat.outcome()).isEqualTo(first.outcome());
    assertThat(repeat.facts()).isEmpty();
  }

  @Test
  void an_idempotency_key_recalls_its_first_decision() throws Exception {
    Command create = create("User", "eve", "{'userName':'eve'}");
    Decision first = platform.decide(create, null, "key-1");
    Decision repeat = platform.decide(create("User", "other", "{'userName':'eve'}"), null, "key-1");
    Decision another =
        platform.decide(create("User", "third", "{'userName':'third'}"), null, "key-1");

    assertThat(repeat.outcome()).isEqualTo(first.outcome());
    assertThat(another.outcome().status()).isEqualTo(422);
  }

  @Test
  void what_stands_around_a_changed_user_comes_with_the_decision() throws Exception {
    platform.decide(create("Group", "all", "{'displayName':'All','members':[{'value':'crew'}]}"));
    Decision created = platform.decide(create("User", "eve", "{'userName':'eve'}"));
    assertThat(platform.lastSurroundings()).isEmpty();

    rename("anna");
    var ann = platform.lastSurroundings().orElseThrow();
    assertThat(ann.groups())
        .containsExactly(
            new InGroup(new ResourceId("all"), "All", false), new InGroup(CREW.id(), "Crew", true));

    platform.decide(
        new Command.ReplaceResource(
            "User", new ResourceId("eve"), List.of(), Json.object("{'userName':'eva'}")));
    assertThat(platform.lastSurroundings())
        .contains(new Surroundings(created.recordedAt(), List.of()));
  }

  /// Some of these share a batch, and there the move is not in what was recalled.
  @Test
  void behind_a_move_nothing_stale_is_said_of_groups() throws Exception {
    int rounds = 40;
    for (int i = 0; i < rounds; i++) {
      String op = i % 2 == 0 ? "Add" : "Remove";
      platform.ask(
          new Command.PatchResource(
              "Group",
              CREW.id(),
              List.of(),
              operations("{'op':'" + op + "','path':'members','value':[{'value':'bob'}]}")));
      platform.ask(title("bob", "title " + i));
    }

    var said = platform.surroundingsOnceThereAre(3 + 2 * rounds);
    for (int i = 0; i < rounds; i++) {
      int groups = i % 2 == 0 ? 1 : 0;
      assertThat(said.get(3 + 2 * i)).isEmpty();
      said.get(4 + 2 * i).ifPresent(it -> assertThat(it.groups()).hasSize(groups));
    }
  }

  @Test
  void who_is_in_too_many_groups_is_read_for_the_answer() throws Exception {
    platform.execute(
        "INSERT INTO proj_v1.membership SELECT 'demo', 'g' || n, 'ann', 'User', 1, now(), NULL, NULL"
            + " FROM generate_series(1, 50) n");
    platform.decide(title("ann", "one"));
    assertThat(platform.lastSurroundings()).isEmpty();
    platform.decide(title("bob", "two"));
    assertThat(platform.lastSurroundings()).isPresent();
    platform.decide(title("bob", "two"));
    assertThat(platform.lastSurroundings()).as("nothing changed").isEmpty();
  }

  private static Command title(String id, String title) {
    return new Command.PatchResource(
        "User",
        new ResourceId(id),
        List.of(),
        operations("{'op':'replace','path':'title','value':'" + title + "'}"));
  }

  private Decision rename(String userName) throws Exception {
    return platform.decide(
        new Command.PatchResource(
            "User",
            ANN,
            List.of(),
            operations("{'op':'replace','path':'userName','value':'" + userName + "'}")));
  }

  private Decision patch(String operation) throws Exception {
    return platform.decide(
        new Command.PatchResource("Group", CREW.id(), List.of(), operations(operation)));
  }

  private static JsonObject operations(String operation) {
    return Json.object(
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
            + operation
            + "]}");
  }

  private static Command create(String type, String id, String document) {
    return new Command.CreateResource(type, new ResourceId(id), Json.object(document));
  }
}
