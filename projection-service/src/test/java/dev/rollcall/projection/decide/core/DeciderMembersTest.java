package dev.rollcall.projection.decide.core;

import static dev.rollcall.projection.decide.core.Directory.addMembers;
import static dev.rollcall.projection.decide.core.Directory.createGroup;
import static dev.rollcall.projection.decide.core.Directory.createUser;
import static dev.rollcall.projection.decide.core.Directory.delete;
import static dev.rollcall.projection.decide.core.Directory.patch;
import static dev.rollcall.projection.decide.core.Directory.removeMembers;
import static dev.rollcall.projection.decide.core.Directory.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Decisions about who is in a group.
class DeciderMembersTest {
  private static final ResourceRef ANN = new ResourceRef("User", new ResourceId("ann"));
  private static final ResourceRef CREW = new ResourceRef("Group", new ResourceId("crew"));

  private final Directory directory = new Directory();

  @Test
  void members_are_facts_and_not_part_of_the_document() {
    directory.when(createUser("ann", "ann"));
    Decided decided = directory.when(createGroup("crew", "Crew", "ann"));

    var created = (ResourceCreated) decided.facts().getFirst();
    assertThat(created.document().get("members")).isNull();
    assertThat(decided.facts().get(1))
        .isEqualTo(new MembersAdded(CREW, 1, List.of(new Member(ANN.id(), "User"))));
  }

  @Test
  void only_real_differences_of_membership_are_facts() {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "bob"));
    directory.when(createGroup("crew", "Crew", "ann"));

    Decided added = directory.when(addMembers("crew", "ann", "bob"));
    Decided again = directory.when(addMembers("crew", "bob"));
    Decided absent = directory.when(removeMembers("crew", "nobody"));

    assertThat(added.facts())
        .containsExactly(
            new MembersAdded(CREW, 2, List.of(new Member(new ResourceId("bob"), "User"))));
    assertThat(again).isEqualTo(new Decided(new Accepted(200, CREW, 2), List.of()));
    assertThat(absent).isEqualTo(new Decided(new Accepted(200, CREW, 2), List.of()));
  }

  @Test
  void a_rename_an_addition_and_a_removal_in_one_request_are_one_version_step() {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "bob"));
    directory.when(createGroup("crew", "Crew", "ann"));

    Decided decided =
        directory.when(
            patch(
                "Group",
                "crew",
                "{'op':'Replace','path':'displayName','value':'Panel'},"
                    + "{'op':'Add','path':'members','value':[{'value':'bob'}]},"
                    + "{'op':'Remove','path':'members','value':[{'value':'ann'}]}"));

    assertThat(decided.outcome()).isEqualTo(new Accepted(200, CREW, 2));
    assertThat(decided.facts()).extracting(Fact::version).containsExactly(2L, 2L, 2L);
    assertThat(decided.facts())
        .hasExactlyElementsOfTypes(ResourceChanged.class, MembersAdded.class, MembersRemoved.class);
  }

  @Test
  void a_put_of_a_group_leaves_exactly_the_members_that_it_lists() {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "bob"));
    directory.when(createGroup("crew", "Crew", "ann"));

    Decided decided =
        directory.when(
            replace("Group", "crew", "{'displayName':'Crew','members':[{'value':'bob'}]}"));

    assertThat(decided.facts())
        .containsExactly(
            new MembersAdded(CREW, 2, List.of(new Member(new ResourceId("bob"), "User"))),
            new MembersRemoved(CREW, 2, List.of(ANN.id())));
  }

  @Test
  void members_are_removed_by_type() {
    directory.when(createUser("ann", "ann"));
    directory.when(createGroup("inner", "Inner"));
    directory.when(createGroup("crew", "Crew", "ann", "inner"));

    Decided decided =
        directory.when(
            patch(
                "Group", "crew", "{'op':'remove','path':'members[type eq \\u0022Group\\u0022]'}"));

    assertThat(decided.facts())
        .containsExactly(new MembersRemoved(CREW, 2, List.of(new ResourceId("inner"))));
  }

  @Test
  void an_unknown_member_is_refused_by_its_id() {
    directory.when(createGroup("crew", "Crew"));
    Decided decided = directory.when(addMembers("crew", "no-such-user"));
    assertThat(decided.outcome())
        .isEqualTo(new Refused(400, "invalidValue", "No user or group has the id 'no-such-user'"));
  }

  @Test
  void a_group_cannot_contain_itself() {
    directory.when(createGroup("crew", "Crew"));
    assertThat(status(directory.when(addMembers("crew", "crew")))).isEqualTo(400);
  }

  @Test
  void who_is_deleted_leaves_each_group_first() {
    directory.when(createUser("ann", "ann"));
    directory.when(createGroup("crew", "Crew", "ann"));
    directory.when(createGroup("a-team", "A", "ann"));

    Decided decided = directory.when(delete("User", "ann"));

    assertThat(decided.outcome()).isEqualTo(new Accepted(204, ANN, 2));
    assertThat(decided.facts())
        .containsExactly(
            new MembersRemoved(
                new ResourceRef("Group", new ResourceId("a-team")), 2, List.of(ANN.id())),
            new MembersRemoved(CREW, 2, List.of(ANN.id())),
            new ResourceDeleted(ANN, 2));
    assertThat(directory.when(removeMembers("crew", "ann")).facts()).isEmpty();
  }

  @Test
  void a_deleted_groups_members_are_not_listed_and_are_free_of_it() {
    directory.when(createUser("ann", "ann"));
    directory.when(createGroup("crew", "Crew", "ann"));

    assertThat(directory.when(delete("Group", "crew")).facts())
        .containsExactly(new ResourceDeleted(CREW, 2));
    assertThat(directory.when(delete("User", "ann")).facts())
        .containsExactly(new ResourceDeleted(ANN, 2));
  }

  @Test
  void a_group_may_contain_groups_but_never_itself_through_them() {
    directory.when(createGroup("c", "C"));
    directory.when(createGroup("b", "B", "c"));
    directory.when(createGroup("a", "A", "b"));
    assertThat(status(directory.when(addMembers("c", "a")))).isEqualTo(400);
    assertThat(status(directory.when(addMembers("c", "b")))).isEqualTo(400);
    assertThat(status(directory.when(addMembers("c", "c")))).isEqualTo(400);
    assertThat(status(directory.when(addMembers("a", "c")))).isEqualTo(200);
    directory.when(removeMembers("a", "b"));
    assertThat(status(directory.when(addMembers("c", "a")))).isEqualTo(400);
    directory.when(removeMembers("a", "c"));
    assertThat(status(directory.when(addMembers("c", "a")))).isEqualTo(200);
  }

  private static int status(Decided decided) {
    return decided.outcome().status();
  }
}
