package dev.rollcall.e2e.ping;

import static dev.rollcall.e2e.ping.PingClient.CORE_USER;
import static dev.rollcall.e2e.ping.PingClient.ENTERPRISE;
import static dev.rollcall.e2e.ping.PingClient.USERS;
import static dev.rollcall.e2e.ping.PingClient.refused;
import static dev.rollcall.e2e.ping.PingClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.NotModifiedException;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.Manager;
import com.unboundid.scim2.common.types.UserResource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The life of a user as Ping's client leads it: created, read, replaced, patched, under conditions
/// and deleted.
// The client declares whatever it reads as nullable; a null fails the test as well as a check
// would.
@SuppressWarnings("NullAway")
@ExtendWith(PingClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class PingUsersIT {
  private final PingClient client;
  private final ScimService scim;

  PingUsersIT(PingClient client) {
    this.client = client;
    this.scim = client.scim();
  }

  @Test
  void a_user_is_created_read_replaced_and_deleted() throws Exception {
    UserResource boss = scim.create(USERS, user("ping.boss").setDisplayName("The Boss"));
    UserResource sent = user("ping.life");
    sent.setExternalId("ext-life");
    sent.setExtension(
        new EnterpriseUserExtension()
            .setDepartment("Research")
            .setManager(new Manager().setValue(boss.getId())));

    UserResource created = scim.create(USERS, sent);

    assertThat(created.getId()).isNotBlank();
    assertThat(created.getMeta().getResourceType()).isEqualTo("User");
    assertThat(created.getMeta().getLocation())
        .hasToString(client.baseUrl() + "/Users/" + created.getId());
    assertThat(created.getMeta().getVersion()).isEqualTo("W/\"1\"");
    assertThat(created.getName()).isEqualTo(sent.getName());
    assertThat(created.getEmails()).isEqualTo(sent.getEmails());
    EnterpriseUserExtension extension = created.getExtension(EnterpriseUserExtension.class);
    assertThat(extension.getDepartment()).isEqualTo("Research");
    assertThat(extension.getManager().getDisplayName()).isEqualTo("The Boss");
    assertThat(scim.retrieve(USERS, created.getId(), UserResource.class)).isEqualTo(created);
    assertThat(scim.retrieve(created.getMeta().getLocation(), UserResource.class))
        .isEqualTo(created);

    created.setTitle("Dr.").setEmails(List.of());
    UserResource replaced = scim.replace(created);

    assertThat(replaced.getTitle()).isEqualTo("Dr.");
    assertThat(replaced.getEmails()).isNullOrEmpty();
    assertThat(replaced.getMeta().getVersion()).isEqualTo("W/\"2\"");

    scim.delete(replaced);
    var gone = refused(ResourceNotFoundException.class, () -> scim.retrieve(replaced));
    assertThat(gone.getScimError().getStatus()).isEqualTo(404);
  }

  @Test
  void what_is_refused_comes_as_the_exception_that_the_client_has_for_it() throws Exception {
    scim.create(USERS, user("ping.twice"));

    var twice =
        refused(ResourceConflictException.class, () -> scim.create(USERS, user("PING.Twice")));
    assertThat(twice.getScimError().getScimType()).isEqualTo("uniqueness");
    assertThat(twice.getScimError().getDetail()).contains("userName");

    var nameless = refused(BadRequestException.class, () -> scim.create(USERS, new UserResource()));
    assertThat(nameless.getScimError().getScimType()).isEqualTo("invalidValue");

    var unread =
        refused(
            BadRequestException.class,
            () ->
                scim.searchRequest(USERS).filter("userName like \"x\"").invoke(UserResource.class));
    assertThat(unread.getScimError().getScimType()).isEqualTo("invalidFilter");

    refused(ResourceNotFoundException.class, () -> scim.delete(USERS, "nobody"));
  }

  @Test
  void versions_are_conditions_of_reads_and_writes() throws Exception {
    UserResource first = scim.create(USERS, user("ping.etag"));
    refused(NotModifiedException.class, () -> scim.retrieveRequest(first).ifNoneMatch().invoke());

    UserResource second =
        scim.modifyRequest(first).ifMatch().replaceValue("title", "Second").invoke();

    assertThat(second.getMeta().getVersion()).isNotEqualTo(first.getMeta().getVersion());
    assertThat(scim.retrieveRequest(first).ifNoneMatch().invoke().getTitle()).isEqualTo("Second");
    first.setTitle("Late");
    refused(PreconditionFailedException.class, () -> scim.replaceRequest(first).ifMatch().invoke());
    refused(
        PreconditionFailedException.class,
        () -> scim.modifyRequest(first).ifMatch().replaceValue("title", "Late").invoke());
    String stale = first.getMeta().getVersion();
    refused(
        PreconditionFailedException.class,
        () -> scim.deleteRequest(USERS, first.getId()).ifMatch(stale).invoke());
    assertThat(scim.retrieve(first).getTitle()).isEqualTo("Second");
    scim.deleteRequest(second).ifMatch(second.getMeta().getVersion()).invoke();
  }

  @Test
  void patch_adds_replaces_and_removes_by_path_and_filter() throws Exception {
    UserResource user = scim.create(USERS, user("ping.patch"));

    UserResource patched =
        scim.modifyRequest(user)
            .addValues("emails", new Email().setType("home").setValue("home@example.com"))
            .replaceValue("emails[type eq \"work\"].value", "new@example.com")
            .replaceValue("name.givenName", "Patched")
            .addOperation(PatchOperation.replace(ENTERPRISE + ":department", "Sales"))
            .replaceValue("active", false)
            .invoke();

    assertThat(patched.getEmails())
        .extracting(Email::getType, Email::getValue)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("work", "new@example.com"),
            org.assertj.core.groups.Tuple.tuple("home", "home@example.com"));
    assertThat(patched.getName().getGivenName()).isEqualTo("Patched");
    assertThat(patched.getName().getFamilyName()).isEqualTo("Example");
    assertThat(patched.getActive()).isFalse();
    assertThat(patched.getExtension(EnterpriseUserExtension.class).getDepartment())
        .isEqualTo("Sales");

    UserResource reduced =
        scim.modifyRequest(patched)
            .removeValues("emails[type eq \"work\"]")
            .removeValues("name.givenName")
            .removeValues(ENTERPRISE + ":department")
            .invoke();

    assertThat(reduced.getEmails()).extracting(Email::getType).containsExactly("home");
    assertThat(reduced.getName().getGivenName()).isNull();
    assertThat(reduced.getSchemaUrns()).containsExactly(CORE_USER);
  }

  @Test
  void a_patch_that_changes_nothing_keeps_the_version_and_what_is_required_stays()
      throws Exception {
    UserResource user = scim.create(USERS, user("ping.same"));
    UserResource inactive = scim.modifyRequest(user).replaceValue("active", false).invoke();

    UserResource same = scim.modifyRequest(inactive).replaceValue("active", false).invoke();
    assertThat(same.getMeta().getVersion()).isEqualTo(inactive.getMeta().getVersion());

    var required =
        refused(
            BadRequestException.class,
            () -> scim.modifyRequest(inactive).removeValues("userName").invoke());
    assertThat(required.getScimError().getScimType()).isEqualTo("mutability");
  }
}
