package dev.rollcall.e2e.ping;

import static dev.rollcall.e2e.ping.PingClient.USERS;
import static dev.rollcall.e2e.ping.PingClient.refused;
import static dev.rollcall.e2e.ping.PingClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.UserResource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Groups and their members as Ping's client changes them.
// The client declares whatever it reads as nullable; a null fails the test as well as a check
// would.
@SuppressWarnings("NullAway")
@ExtendWith(PingClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class PingGroupsIT {
  private static final String GROUPS = "Groups";

  private final ScimService scim;

  PingGroupsIT(PingClient client) {
    this.scim = client.scim();
  }

  @Test
  void groups_have_users_and_groups_as_members() throws Exception {
    UserResource one = scim.create(USERS, user("ping.member.1"));
    UserResource two = scim.create(USERS, user("ping.member.2"));
    GroupResource inner = scim.create(GROUPS, group("Ping Inner", one.getId()));
    GroupResource outer = scim.create(GROUPS, group("Ping Outer", inner.getId(), two.getId()));

    assertThat(outer.getMembers())
        .extracting(Member::getType)
        .containsExactlyInAnyOrder("Group", "User");
    assertThat(scim.retrieve(one).getGroups())
        .extracting(it -> it.getDisplay() + " " + it.getType())
        .containsExactlyInAnyOrder("Ping Inner direct", "Ping Outer indirect");

    var circle =
        refused(
            BadRequestException.class,
            () ->
                scim.modifyRequest(inner)
                    .addValues("members", member(outer.getId()))
                    .attributes("members")
                    .invoke());
    assertThat(circle.getScimError().getScimType()).isEqualTo("invalidValue");
  }

  @Test
  void members_are_added_by_value_and_removed_by_filter_by_list_and_with_their_user()
      throws Exception {
    UserResource one = scim.create(USERS, user("ping.member.3"));
    UserResource two = scim.create(USERS, user("ping.member.4"));
    GroupResource inner = scim.create(GROUPS, group("Ping Inside", one.getId()));
    GroupResource outer = scim.create(GROUPS, group("Ping Outside", inner.getId(), two.getId()));

    scim.modifyRequest(inner)
        .addValues("members", member(two.getId()))
        .attributes("members")
        .invoke();
    assertThat(memberIds(inner)).containsExactlyInAnyOrder(one.getId(), two.getId());

    scim.modifyRequest(inner)
        .removeValues("members[value eq \"" + one.getId() + "\"]")
        .attributes("members")
        .invoke();
    assertThat(memberIds(inner)).containsExactly(two.getId());

    PatchOperation listed =
        PatchOperation.remove("members")
            .setRemoveOpValue(JsonNodeFactory.instance.arrayNode().addPOJO(member(two.getId())));
    scim.modifyRequest(outer).addOperation(listed).attributes("members").invoke();
    assertThat(memberIds(outer)).containsExactly(inner.getId());

    scim.delete(two);
    assertThat(memberIds(inner)).isEmpty();
  }

  private List<String> memberIds(GroupResource group) throws ScimException {
    List<Member> members = scim.retrieve(group).getMembers();
    return members == null ? List.of() : members.stream().map(Member::getValue).toList();
  }

  private static GroupResource group(String name, String... members) {
    return new GroupResource()
        .setDisplayName(name)
        .setMembers(Stream.of(members).map(PingGroupsIT::member).toList());
  }

  private static Member member(String id) {
    return new Member().setValue(id);
  }
}
