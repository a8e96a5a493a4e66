package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.NotModifiedException;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.messages.SortOrder;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Manager;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.types.UserResource;
import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Ping's `scim2-sdk-client` against the platform: what it sends is understood, and it understands
/// what it gets.
// The client declares whatever it reads as nullable; a null fails the test as well as a check
// would.
@SuppressWarnings("NullAway")
@TestInstance(Lifecycle.PER_CLASS)
class PingClientIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String USERS = "Users";
  private static final String GROUPS = "Groups";
  private static final String CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private Platform platform;
  private Client http;
  private ScimService scim;

  @BeforeAll
  void start(@TempDir Path folder) {
    var options = new PlatformOptions(CHECKOUT, folder, Ports.free());
    platform = Platform.start(options, (_, _) -> {});
    String authorization = "Bearer " + platform.token();
    ClientRequestFilter authorized =
        request -> request.getHeaders().putSingle("Authorization", authorization);
    http =
        ClientBuilder.newBuilder()
            // The JDK's old connection knows no PATCH.
            .property(HttpUrlConnectorProvider.SET_METHOD_WORKAROUND, true)
            .register(authorized)
            .build();
    // `securityEvents` of RFC 9967 is newer than this client.
    BaseScimResource.IGNORE_UNKNOWN_FIELDS = true;
    scim = new ScimService(http.target(platform.scimBaseUrl()));
  }

  @AfterAll
  void stop() {
    BaseScimResource.IGNORE_UNKNOWN_FIELDS = false;
    http.close();
    platform.close();
  }

  @Test
  void discovery_says_what_there_is() throws Exception {
    var config = scim.getServiceProviderConfig();
    assertThat(config.getPatch().isSupported()).isTrue();
    assertThat(config.getFilter().isSupported()).isTrue();
    assertThat(config.getSort().isSupported()).isTrue();
    assertThat(config.getEtag().isSupported()).isTrue();
    assertThat(config.getBulk().isSupported()).isTrue();
    assertThat(config.getPagination().supportsCursorPagination()).isTrue();
    assertThat(config.getAuthenticationSchemes()).isNotEmpty();

    assertThat(scim.getResourceTypes().getResources())
        .extracting(ResourceTypeResource::getName)
        .contains("User", "Group");
    ResourceTypeResource user = scim.getResourceType("User");
    assertThat(user.getEndpoint()).hasToString("/Users");
    assertThat(user.getSchemaExtensions())
        .anySatisfy(it -> assertThat(it.getSchema()).hasToString(ENTERPRISE));

    assertThat(scim.getSchemas().getResources())
        .extracting(SchemaResource::getId)
        .contains(CORE_USER, ENTERPRISE);
    assertThat(scim.getSchema(CORE_USER).getAttributes())
        .anySatisfy(it -> {
          assertThat(it.getName()).isEqualTo("userName");
          assertThat(it.isRequired()).isTrue();
          assertThat(it.isCaseExact()).isFalse();
        });
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
        .hasToString(platform.scimBaseUrl() + "/Users/" + created.getId());
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

    UserResource same = scim.modifyRequest(reduced).replaceValue("active", false).invoke();
    assertThat(same.getMeta().getVersion()).isEqualTo(reduced.getMeta().getVersion());

    var required =
        refused(
            BadRequestException.class,
            () -> scim.modifyRequest(reduced).removeValues("userName").invoke());
    assertThat(required.getScimError().getScimType()).isEqualTo("mutability");
  }

  @Test
  void searches_filter_sort_page_and_choose_attributes() throws Exception {
    for (int i = 1; i <= 5; i++) {
      scim.create(USERS, user("ping.search." + i).setTitle("T" + (6 - i)));
    }
    Filter ours = Filter.sw("userName", "PING.search.");

    var page =
        scim.searchRequest(USERS)
            .filter(ours)
            .sort("title", SortOrder.ASCENDING)
            .page(2, 2)
            .attributes("userName")
            .invoke(UserResource.class);

    assertThat(page.getTotalResults()).isEqualTo(5);
    assertThat(page.getStartIndex()).isEqualTo(2);
    assertThat(page.getItemsPerPage()).isEqualTo(2);
    assertThat(page.getResources())
        .extracting(UserResource::getUserName)
        .containsExactly("ping.search.4", "ping.search.3");
    assertThat(page.getResources())
        .allSatisfy(it -> {
          assertThat(it.getId()).isNotBlank();
          assertThat(it.getTitle()).isNull();
        });

    var posted =
        scim.searchRequest(USERS)
            .filter(
                Filter.and(
                    ours, Filter.hasComplexValue("emails", Filter.sw("value", "ping.search.5@"))))
            .excludedAttributes("emails")
            .invokePost(UserResource.class);
    assertThat(posted.getResources()).hasSize(1);
    assertThat(posted.getResources().getFirst().getEmails()).isNullOrEmpty();
    assertThat(posted.getResources().getFirst().getTitle()).isEqualTo("T1");

    assertThat(scim.search(USERS, "userName eq \"nobody\"", UserResource.class).getTotalResults())
        .isZero();
  }

  @Test
  void a_walk_by_cursor_sees_everyone_once() throws Exception {
    for (int i = 1; i <= 5; i++) {
      scim.create(USERS, user("ping.walk." + i));
    }
    Filter ours = Filter.sw("userName", "ping.walk.");
    var names = new ArrayList<String>();
    var page =
        scim.searchRequest(USERS)
            .filter(ours)
            .firstPageCursorWithCount(2)
            .invoke(UserResource.class);
    page.forEach(it -> names.add(it.getUserName()));
    while (page.getNextCursor() != null) {
      page =
          scim.searchRequest(USERS)
              .filter(ours)
              .pageWithCursor(page.getNextCursor(), 2)
              .invoke(UserResource.class);
      page.forEach(it -> names.add(it.getUserName()));
    }
    assertThat(names).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void groups_have_users_and_groups_as_members() throws Exception {
    UserResource one = scim.create(USERS, user("ping.member.1"));
    UserResource two = scim.create(USERS, user("ping.member.2"));
    GroupResource inner =
        scim.create(
            GROUPS,
            new GroupResource().setDisplayName("Ping Inner").setMembers(member(one.getId())));
    GroupResource outer =
        scim.create(
            GROUPS,
            new GroupResource()
                .setDisplayName("Ping Outer")
                .setMembers(member(inner.getId()), member(two.getId())));

    assertThat(outer.getMembers())
        .extracting(Member::getType)
        .containsExactlyInAnyOrder("Group", "User");
    assertThat(scim.retrieve(one).getGroups())
        .extracting(it -> it.getDisplay() + " " + it.getType())
        .containsExactlyInAnyOrder("Ping Inner direct", "Ping Outer indirect");

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

    var circle =
        refused(
            BadRequestException.class,
            () ->
                scim.modifyRequest(inner)
                    .addValues("members", member(outer.getId()))
                    .attributes("members")
                    .invoke());
    assertThat(circle.getScimError().getScimType()).isEqualTo("invalidValue");

    scim.delete(two);
    assertThat(memberIds(inner)).isEmpty();
  }

  private List<String> memberIds(GroupResource group) throws ScimException {
    List<Member> members = scim.retrieve(group).getMembers();
    return members == null ? List.of() : members.stream().map(Member::getValue).toList();
  }

  private static Member member(String id) {
    return new Member().setValue(id);
  }

  private static UserResource user(String name) {
    return new UserResource()
        .setUserName(name)
        .setActive(true)
        .setName(new Name().setGivenName("Given").setFamilyName("Example"))
        .setEmails(new Email().setType("work").setValue(name + "@example.com").setPrimary(true));
  }

  private static <T extends ScimException> T refused(Class<T> type, ThrowingCallable request) {
    return catchThrowableOfType(type, request);
  }
}
