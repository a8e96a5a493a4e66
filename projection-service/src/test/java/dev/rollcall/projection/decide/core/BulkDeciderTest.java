package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BulkDeciderTest {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private final Directory directory = new Directory();

  @Test
  void each_operation_is_decided_over_what_the_ones_before_it_changed() {
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", "{'userName':'ann'}"),
                post("/Users", "b", "u2", "{'userName':'ANN'}"),
                patch("/Users/u1", "{'op':'replace','path':'userName','value':'eve'}"),
                post("/Users", "c", "u3", "{'userName':'ann'}"),
                delete("/Users/u1"),
                delete("/Users/u1")));
    assertThat(answers(decided))
        .containsExactly("0:201", "1:409 uniqueness", "2:200", "3:201", "4:204", "5:404");
    assertThat(decided.facts()).extracting(Fact::version).containsExactly(1L, 2L, 1L, 3L);
  }

  @Test
  void a_group_may_name_members_that_a_later_operation_creates() {
    Decided decided =
        directory.when(
            bulk(
                post("/Groups", "g", "g1", "{'displayName':'G','members':[{'value':'bulkId:u'}]}"),
                post("/Users", "u", "u1", "{'userName':'ann'}")));
    assertThat(answers(decided)).containsExactly("0:201", "1:201");
    assertThat(decided.facts())
        .filteredOn(MembersAdded.class::isInstance)
        .extracting(fact -> ((MembersAdded) fact).members())
        .containsExactly(List.of(new Member(new ResourceId("u1"), "User")));
  }

  @Test
  void two_users_may_manage_each_other() {
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", manager("ann", "bulkId:b")),
                post("/Users", "b", "u2", manager("bob", "bulkId:a"))));
    assertThat(answers(decided)).containsExactly("0:201", "1:201");
    assertThat(decided.facts())
        .extracting(fact -> managerOf((ResourceCreated) fact))
        .containsExactly("u2", "u1");
  }

  @Test
  void a_circle_through_a_membership_and_a_manager_is_solved() {
    Decided decided =
        directory.when(
            bulk(
                post("/Groups", "g", "g1", "{'displayName':'G','members':[{'value':'bulkId:u'}]}"),
                post("/Users", "u", "u1", manager("ann", "bulkId:g"))));
    assertThat(answers(decided)).containsExactly("0:201", "1:201");
  }

  @Test
  void users_in_a_circle_are_created_together_or_not_at_all() {
    directory.when(Directory.createUser("u0", "bob"));
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", manager("ann", "bulkId:b")),
                post("/Users", "b", "u2", manager("bob", "bulkId:a")),
                post("/Users", "c", "u3", "{'userName':'cid'}")));
    assertThat(answers(decided)).containsExactly("0:409", "1:409 uniqueness", "2:201");
    assertThat(decided.facts())
        .extracting(fact -> fact.resource().id().value())
        .containsExactly("u3");
  }

  @Test
  void two_groups_cannot_be_members_of_each_other() {
    Decided decided =
        directory.when(
            bulk(
                post("/Groups", "a", "g1", "{'displayName':'A','members':[{'value':'bulkId:b'}]}"),
                post(
                    "/Groups", "b", "g2", "{'displayName':'B','members':[{'value':'bulkId:a'}]}")));
    assertThat(answers(decided)).containsExactly("0:409", "1:409");
    assertThat(decided.facts()).isEmpty();
  }

  @Test
  void what_refers_to_a_failed_operation_fails() {
    directory.when(Directory.createUser("u0", "ann"));
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", "{'userName':'ann'}"),
                post("/Groups", "g", "g1", "{'displayName':'G','members':[{'value':'bulkId:a'}]}"),
                patch("/Users/bulkId:a", "{'op':'replace','path':'title','value':'Dr'}")));
    assertThat(answers(decided)).containsExactly("0:409 uniqueness", "1:409", "2:409");
  }

  @Test
  void a_path_may_name_what_was_just_created() {
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", "{'userName':'ann'}"),
                post("/Groups", "g", "g1", "{'displayName':'G','members':[{'value':'bulkId:a'}]}"),
                patch(
                    "/Groups/bulkId:g",
                    "{'op':'remove','path':'members[value eq \\'bulkId:a\\']'}"
                        .replace("\\'", "\\\""))));
    assertThat(answers(decided)).containsExactly("0:201", "1:201", "2:200");
    assertThat(decided.facts()).last().isInstanceOf(Fact.MembersRemoved.class);
  }

  @Test
  void a_text_that_looks_like_a_reference_is_a_text() {
    Decided decided =
        directory.when(
            bulk(
                post("/Users", "a", "u1", "{'userName':'ann','displayName':'bulkId:x'}"),
                patch("/Users/bulkId%3Aa", "{'op':'add','path':'nickName','value':'bulkId:y'}")));
    assertThat(answers(decided)).containsExactly("0:201", "1:200");
    assertThat(((ResourceCreated) decided.facts().getFirst()).document().text("displayName"))
        .contains("bulkId:x");
  }

  @Test
  void the_rest_is_left_undone_after_as_many_errors_as_the_client_bears() {
    var operations =
        List.of(
            delete("/Users/nobody"),
            post("/Users", "a", "u1", "{'userName':'ann'}"),
            delete("/Users/nobody"),
            post("/Users", "b", "u2", "{'userName':'bob'}"));
    assertThat(answers(directory.when(new Bulk(2, operations))))
        .containsExactly("0:404", "1:201", "2:404");
    assertThat(directory.when(Directory.createUser("u9", "bob")).outcome().status()).isEqualTo(201);
  }

  @Test
  void the_version_of_an_operation_is_a_precondition() {
    directory.when(Directory.createUser("u1", "ann"));
    Decided decided =
        directory.when(
            bulk(
                new BulkOperation("DELETE", "/Users/u1", null, "W/\"7\"", JsonObject.EMPTY, null),
                new BulkOperation("DELETE", "/Users/u1", null, "W/\"1\"", JsonObject.EMPTY, null)));
    assertThat(answers(decided)).containsExactly("0:412", "1:204");
  }

  @Test
  void what_is_wrong_with_an_operation_is_its_own_answer() {
    Decided decided =
        directory.when(
            bulk(
                new BulkOperation("GET", "/Users/u1", null, null, JsonObject.EMPTY, null),
                post("/Users", null, "u1", "{'userName':'ann'}"),
                post("/Robots", "r", "u2", "{'userName':'ann'}"),
                post("/Users/u1", "s", "u3", "{'userName':'ann'}"),
                post("/Users", "t", "u4", "{'userName':'ann','manager':'bulkId:nobody'}"),
                post("/Users", "v", "u5", "{}"),
                delete("/Me"),
                delete("/Users"),
                post("/Users", "w", "u6", "{'userName':'ann'}")));
    assertThat(answers(decided))
        .containsExactly(
            "0:400 invalidSyntax",
            "1:400 invalidSyntax",
            "2:404",
            "3:405",
            "4:400 invalidValue",
            "5:400 invalidValue",
            "6:405",
            "7:405",
            "8:201");
  }

  @Test
  void a_membership_may_come_and_go_and_come() {
    directory.when(Directory.createUser("u1", "ann"));
    directory.when(Directory.createGroup("g1", "G"));
    String add = "{'op':'add','path':'members','value':[{'value':'u1'}]}";
    String remove = "{'op':'remove','path':'members'}";
    Decided decided =
        directory.when(
            bulk(patch("/Groups/g1", add), patch("/Groups/g1", remove), patch("/Groups/g1", add)));
    assertThat(decided.facts()).extracting(Fact::version).containsExactly(2L, 3L, 4L);
  }

  @Test
  void a_repeat_is_answered_as_the_first_one() {
    Bulk first = bulk(post("/Users", "a", "u1", "{'userName':'ann'}"), delete("/Users/nobody"));
    Bulk again = bulk(post("/Users", "a", "u2", "{'userName':'ann'}"), delete("/Users/nobody"));
    Decided answer = directory.when(first);
    String id = directory.lastRequest();
    assertThat(directory.when(again, id, null)).isEqualTo(new Decided(answer.outcome(), List.of()));
    directory.when(Directory.patch("User", "u1", "{'op':'add','path':'title','value':'x'}"));
    assertThat(answers(directory.when(again, id, null)))
        .containsExactly("0:409 uniqueness", "1:404");
  }

  @Test
  void errors_of_parts_before_it_count_for_a_part() {
    var part = new BulkPart(new RequestId("first"), 2, 3, 25, 1, "content", List.of());
    assertThat(
            answers(
                directory.when(
                    new Bulk(
                        2,
                        List.of(
                            post("/Users", "a", "u1", "{'userName':'ann'}"),
                            delete("/Users/nobody"),
                            delete("/Users/nobody")),
                        part))))
        .containsExactly("0:201", "1:404");
  }

  @Test
  void more_than_a_record_can_hold_is_refused_operation_by_operation() {
    String long_text = "x".repeat(60_000);
    var operations = new ArrayList<BulkOperation>();
    operations.add(post("/Users", "a", "u1", "{'userName':'ann','title':'" + long_text + "'}"));
    for (int i = 0; i < 150; i++) {
      operations.add(patch("/Users/u1", "{'op':'add','path':'nickName','value':'" + i + "'}"));
    }
    List<String> answers = answers(directory.when(new Bulk(0, operations)));
    assertThat(answers.getFirst()).isEqualTo("0:201");
    assertThat(answers.getLast()).isEqualTo("150:413");
  }

  private static Bulk bulk(BulkOperation... operations) {
    return new Bulk(0, List.of(operations));
  }

  private static BulkOperation post(
      String path, @Nullable String bulkId, String newId, String data) {
    return new BulkOperation(
        "POST", path, bulkId, null, Directory.json(data), new ResourceId(newId));
  }

  private static BulkOperation patch(String path, String operation) {
    return new BulkOperation(
        "PATCH",
        path,
        null,
        null,
        Directory.json(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operation
                + "]}"),
        null);
  }

  private static BulkOperation delete(String path) {
    return new BulkOperation("DELETE", path, null, null, JsonObject.EMPTY, null);
  }

  private static String manager(String userName, String id) {
    return "{'userName':'%s','%s':{'manager':{'value':'%s'}}}".formatted(userName, ENTERPRISE, id);
  }

  private static @Nullable String managerOf(ResourceCreated created) {
    return created.document().get(ENTERPRISE) instanceof JsonObject extension
            && extension.get("manager") instanceof JsonObject manager
        ? manager.text("value").orElse(null)
        : null;
  }

  /// Each performed operation as its index, status and keyword.
  private static List<String> answers(Decided decided) {
    var answers = new ArrayList<String>();
    for (PerformedOperation operation : ((Performed) decided.outcome()).operations()) {
      answers.add(
          operation.index()
              + ":"
              + switch (operation.outcome()) {
                case Accepted it -> Integer.toString(it.status());
                case Refused it ->
                    it.scimType() == null
                        ? Integer.toString(it.status())
                        : it.status() + " " + it.scimType();
                case Quarantined _, Performed _ -> "?";
              });
    }
    return answers;
  }
}
