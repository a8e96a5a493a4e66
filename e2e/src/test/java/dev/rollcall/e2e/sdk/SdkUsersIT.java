package dev.rollcall.e2e.sdk;

import static dev.rollcall.e2e.sdk.SdkClient.USERS;
import static dev.rollcall.e2e.sdk.SdkClient.id;
import static dev.rollcall.e2e.sdk.SdkClient.refused;
import static dev.rollcall.e2e.sdk.SdkClient.user;
import static dev.rollcall.e2e.sdk.SdkClient.version;
import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Manager;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The life of a user as `scim-sdk-client` leads it: created, read, replaced, patched, under
/// conditions and deleted.
@ExtendWith(SdkClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkUsersIT {
  private final SdkClient client;
  private final ScimRequestBuilder scim;

  SdkUsersIT(SdkClient client) {
    this.client = client;
    this.scim = client.scim();
  }

  @Test
  void a_user_is_created_read_replaced_and_deleted() {
    User boss = client.created(user("sdk.boss"));
    User sent = user("sdk.life");
    sent.setExternalId("sdk-ext");
    sent.setEnterpriseUser(
        EnterpriseUser.builder()
            .department("Research")
            .manager(Manager.builder().value(id(boss)).build())
            .build());

    ServerResponse<User> answer = scim.create(User.class, USERS).setResource(sent).sendRequest();

    assertThat(answer.getHttpStatus()).as(answer.getResponseBody()).isEqualTo(201);
    assertThat(answer.isValidScimResponse()).isTrue();
    User made = answer.getResource();
    assertThat(answer.getHttpHeaders())
        .containsEntry("Location", client.baseUrl() + "/Users/" + id(made));
    assertThat(made.getUserName()).contains("sdk.life");
    EnterpriseUser extension = made.getEnterpriseUser().orElseThrow();
    assertThat(extension.getDepartment()).contains("Research");
    assertThat(extension.getManager().orElseThrow().getValue()).contains(id(boss));
    assertThat(client.read(made)).isEqualTo(made);

    made.setTitle("Dr.");
    made.setEmails(List.of());
    ServerResponse<User> replaced =
        scim.update(User.class, USERS, id(made)).setResource(made).sendRequest();
    assertThat(replaced.getHttpStatus()).as(replaced.getResponseBody()).isEqualTo(200);
    assertThat(replaced.getResource().getTitle()).contains("Dr.");
    assertThat(replaced.getResource().getEmails()).isEmpty();

    assertThat(scim.delete(User.class, USERS, id(made)).sendRequest().getHttpStatus())
        .isEqualTo(204);
    refused(scim.get(User.class, USERS, id(made)).sendRequest(), 404, "");
  }

  @Test
  void what_is_refused_comes_as_an_error_that_the_client_reads() {
    client.created(user("sdk.twice"));
    refused(
        scim.create(User.class, USERS).setResource(user("SDK.Twice")).sendRequest(),
        409,
        "uniqueness");
    refused(
        scim.create(User.class, USERS).setResource(User.builder().title("x").build()).sendRequest(),
        400,
        "invalidValue");
    refused(
        scim.list(User.class, USERS).filter("userName like \"x\"").get().sendRequest(),
        400,
        "invalidFilter");
    refused(scim.delete(User.class, USERS, "nobody").sendRequest(), 404, "");
  }

  @Test
  void versions_are_conditions_of_reads_and_writes() {
    User first = client.created(user("sdk.etag"));
    String version = version(first);
    assertThat(
            scim.get(User.class, USERS, id(first))
                .setETagForIfNoneMatch(version)
                .sendRequest()
                .getHttpStatus())
        .isEqualTo(304);

    first.setTitle("Second");
    ServerResponse<User> second =
        scim.update(User.class, USERS, id(first))
            .setETagForIfMatch(version)
            .setResource(first)
            .sendRequest();
    assertThat(second.getHttpStatus()).as(second.getResponseBody()).isEqualTo(200);
    assertThat(version(second.getResource())).isNotEqualTo(version);

    refused(
        scim.update(User.class, USERS, id(first))
            .setETagForIfMatch(version)
            .setResource(first)
            .sendRequest(),
        412,
        "");
    refused(
        scim.delete(User.class, USERS, id(first)).setETagForIfMatch(version).sendRequest(),
        412,
        "");
    assertThat(client.read(first).getTitle()).contains("Second");
  }

  @Test
  void patch_adds_replaces_and_removes_by_path_and_filter() {
    User user = client.created(user("sdk.patch"));
    ServerResponse<User> patched =
        scim.patch(User.class, USERS, id(user))
            .addOperation()
            .path("emails")
            .op(PatchOp.ADD)
            .valueNode(Email.builder().type("home").value("home@example.com").build())
            .next()
            .path("emails[type eq \"work\"].value")
            .op(PatchOp.REPLACE)
            .value("new@example.com")
            .next()
            .op(PatchOp.REPLACE)
            .valueNode(User.builder().title("Dr.").active(false).build())
            .next()
            .path("name.givenName")
            .op(PatchOp.REMOVE)
            .build()
            .sendRequest();

    assertThat(patched.getHttpStatus()).as(patched.getResponseBody()).isEqualTo(200);
    User after = patched.getResource();
    assertThat(after.getEmails())
        .extracting(it -> it.getType().orElse("") + " " + it.getValue().orElse(""))
        .containsExactlyInAnyOrder("work new@example.com", "home home@example.com");
    assertThat(after.getTitle()).contains("Dr.");
    assertThat(after.isActive()).contains(false);
    assertThat(after.getName().orElseThrow().getGivenName()).isEmpty();
    assertThat(after.getName().orElseThrow().getFamilyName()).contains("Example");
    assertThat(client.read(user)).isEqualTo(after);
  }

  @Test
  void a_required_attribute_is_not_removed() {
    User user = client.created(user("sdk.required"));

    refused(
        scim.patch(User.class, USERS, id(user))
            .addOperation()
            .path("userName")
            .op(PatchOp.REMOVE)
            .build()
            .sendRequest(),
        400,
        "mutability");
  }
}
