package dev.rollcall.e2e.sdk;

import static dev.rollcall.e2e.sdk.SdkClient.GROUPS;
import static dev.rollcall.e2e.sdk.SdkClient.USERS;
import static dev.rollcall.e2e.sdk.SdkClient.group;
import static dev.rollcall.e2e.sdk.SdkClient.id;
import static dev.rollcall.e2e.sdk.SdkClient.refused;
import static dev.rollcall.e2e.sdk.SdkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Groups and their members as `scim-sdk-client` changes them.
@ExtendWith(SdkClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkGroupsIT {
  private final SdkClient client;
  private final ScimRequestBuilder scim;

  SdkGroupsIT(SdkClient client) {
    this.client = client;
    this.scim = client.scim();
  }

  @Test
  void groups_have_users_and_groups_as_members() {
    User one = client.created(user("sdk.member.1"));
    User two = client.created(user("sdk.member.2"));
    Group inner = client.created(group("SDK Inner", id(one)));
    Group outer = client.created(group("SDK Outer", id(inner), id(two)));
    assertThat(client.members(outer)).containsExactlyInAnyOrder(id(inner), id(two));
    assertThat(client.read(one).getGroups())
        .extracting(it -> it.getDisplay().orElse("") + " " + it.getType().orElse(""))
        .containsExactlyInAnyOrder("SDK Inner direct", "SDK Outer indirect");

    ServerResponse<Group> added =
        scim.patch(Group.class, GROUPS, id(inner))
            .addOperation()
            .path("members")
            .op(PatchOp.ADD)
            .valueNode(Member.builder().value(id(two)).type("User").build())
            .next()
            .path("members[value eq \"" + id(one) + "\"]")
            .op(PatchOp.REMOVE)
            .build()
            .sendRequest();
    assertThat(added.getHttpStatus()).as(added.getResponseBody()).isEqualTo(204);
    assertThat(client.members(inner)).containsExactly(id(two));

    refused(
        scim.update(Group.class, GROUPS, id(inner))
            .setResource(group("SDK Inner", id(outer)))
            .sendRequest(),
        400,
        "invalidValue");
    refused(
        scim.create(Group.class, GROUPS).setResource(group("SDK None", "nobody")).sendRequest(),
        400,
        "invalidValue");

    scim.delete(User.class, USERS, id(two)).sendRequest();
    assertThat(client.members(inner)).isEmpty();
  }
}
