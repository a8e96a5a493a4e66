package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.EndpointPaths;
import de.captaingoldfish.scim.sdk.common.constants.SchemaUris;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.base.ScimObjectNode;
import de.captaingoldfish.scim.sdk.common.resources.complex.Manager;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.BulkResponse;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// `scim-sdk-client` against the platform: what it sends is understood, and it understands what it
/// gets. It is the client that has a builder for bulk requests.
@TestInstance(Lifecycle.PER_CLASS)
class ScimSdkClientIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String USERS = EndpointPaths.USERS;
  private static final String GROUPS = EndpointPaths.GROUPS;

  private Platform platform;
  private ScimRequestBuilder scim;

  @BeforeAll
  void start(@TempDir Path folder) {
    var options = new PlatformOptions(CHECKOUT, folder, Ports.free());
    platform = Platform.start(options, (_, _) -> {});
    var config =
        ScimClientConfig.builder()
            .httpHeaders(Map.of("Authorization", "Bearer " + platform.token()))
            .build();
    scim = new ScimRequestBuilder(platform.scimBaseUrl(), config);
  }

  @AfterAll
  void stop() {
    scim.close();
    platform.close();
  }

  @Test
  void discovery_says_what_there_is() {
    var config = scim.loadServiceProviderConfiguration();
    assertThat(config.getPatchConfig().isSupported()).isTrue();
    assertThat(config.getBulkConfig().isSupported()).isTrue();
    assertThat(config.getBulkConfig().getMaxOperations()).isPositive();
    assertThat(config.getFilterConfig().isSupported()).isTrue();
    assertThat(config.getETagConfig().isSupported()).isTrue();

    var loaded = scim.loadMetaConfiguration().sendRequest();
    assertThat(loaded.isSuccess()).as(loaded.getResponseBody()).isTrue();
    assertThat(loaded.getResource().getResourceTypes())
        .extracting(it -> it.getName())
        .contains("User", "Group");
    assertThat(loaded.getResource().getSchemas())
        .extracting(it -> it.getNonNullId())
        .contains(SchemaUris.USER_URI, SchemaUris.GROUP_URI, SchemaUris.ENTERPRISE_USER_URI);
  }

  @Test
  void a_user_is_created_read_replaced_and_deleted() {
    User boss = created(user("sdk.boss"));
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
        .containsEntry("Location", platform.scimBaseUrl() + "/Users/" + id(made));
    assertThat(made.getUserName()).contains("sdk.life");
    EnterpriseUser extension = made.getEnterpriseUser().orElseThrow();
    assertThat(extension.getDepartment()).contains("Research");
    assertThat(extension.getManager().orElseThrow().getValue()).contains(id(boss));
    assertThat(read(made)).isEqualTo(made);

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
    created(user("sdk.twice"));
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
    User first = created(user("sdk.etag"));
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
    assertThat(read(first).getTitle()).contains("Second");
  }

  @Test
  void patch_adds_replaces_and_removes_by_path_and_filter() {
    User user = created(user("sdk.patch"));
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
    assertThat(read(user)).isEqualTo(after);

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

  @Test
  void searches_filter_sort_page_and_choose_attributes() {
    for (int i = 1; i <= 5; i++) {
      User user = user("sdk.search." + i);
      user.setTitle("T" + (6 - i));
      created(user);
    }
    var page =
        scim.list(User.class, USERS)
            .filter("userName", Comparator.SW, "SDK.search.")
            .and("active", Comparator.EQ, true)
            .build()
            .sortBy("title")
            .sortOrder(SortOrder.ASCENDING)
            .startIndex(2)
            .count(2)
            .attributes("userName")
            .get()
            .sendRequest();
    assertThat(page.getHttpStatus()).as(page.getResponseBody()).isEqualTo(200);
    assertThat(page.getResource().getTotalResults()).isEqualTo(5);
    assertThat(page.getResource().getStartIndex()).isEqualTo(2);
    assertThat(page.getResource().getListedResources())
        .extracting(it -> it.getUserName().orElseThrow())
        .containsExactly("sdk.search.4", "sdk.search.3");
    assertThat(page.getResource().getListedResources()).noneMatch(it -> it.getTitle().isPresent());

    var posted =
        scim.list(User.class, USERS)
            .filter("emails[value eq \"sdk.search.5@example.com\"]")
            .excludedAttributes("emails")
            .post()
            .sendRequest();
    assertThat(posted.getHttpStatus()).as(posted.getResponseBody()).isEqualTo(200);
    assertThat(posted.getResource().getListedResources()).hasSize(1);
    assertThat(posted.getResource().getListedResources().getFirst().getEmails()).isEmpty();
  }

  @Test
  void groups_have_users_and_groups_as_members() {
    User one = created(user("sdk.member.1"));
    User two = created(user("sdk.member.2"));
    Group inner = created(group("SDK Inner", id(one)));
    Group outer = created(group("SDK Outer", id(inner), id(two)));
    assertThat(members(outer)).containsExactlyInAnyOrder(id(inner), id(two));
    assertThat(read(one).getGroups())
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
    assertThat(members(inner)).containsExactly(id(two));

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
    assertThat(members(inner)).isEmpty();
  }

  @Test
  void a_bulk_request_refers_forward_and_in_a_circle() {
    ServerResponse<BulkResponse> answer =
        scim.bulk()
            .failOnErrors(0)
            .bulkRequestOperation(GROUPS)
            .method(HttpMethod.POST)
            .bulkId("team")
            .data(group("SDK Bulk", "bulkId:alice", "bulkId:bob"))
            .next()
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("alice")
            .data(managed("sdk.bulk.alice", "bulkId:bob"))
            .next()
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("bob")
            .data(managed("sdk.bulk.bob", "bulkId:alice"))
            .next()
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("twice")
            .data(user("SDK.Bulk.Bob"))
            .next()
            .bulkRequestOperation(USERS + "/nobody")
            .method(HttpMethod.DELETE)
            .sendRequest();

    assertThat(answer.getHttpStatus()).as(answer.getResponseBody()).isEqualTo(200);
    BulkResponse bulk = answer.getResource();
    assertThat(bulk.getBulkResponseOperations())
        .extracting(it -> it.getMethod() + " " + it.getStatus())
        .containsExactly("POST 201", "POST 201", "POST 201", "POST 409", "DELETE 404");
    String alice = bulk.getByBulkId("alice").orElseThrow().getResourceId().orElseThrow();
    String bob = bulk.getByBulkId("bob").orElseThrow().getResourceId().orElseThrow();
    String team = bulk.getByBulkId("team").orElseThrow().getResourceId().orElseThrow();
    assertThat(members(group(team))).containsExactlyInAnyOrder(alice, bob);
    assertThat(managerOf(alice)).isEqualTo(bob);
    assertThat(managerOf(bob)).isEqualTo(alice);
    var twice = bulk.getByBulkId("twice").orElseThrow();
    assertThat(twice.getResponse(ErrorResponse.class).orElseThrow().getScimType())
        .contains("uniqueness");
  }

  @Test
  void a_bulk_request_stops_after_the_failures_that_it_bears() {
    ServerResponse<BulkResponse> answer =
        scim.bulk()
            .failOnErrors(1)
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("first")
            .data(user("sdk.stop"))
            .next()
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("second")
            .data(user("SDK.Stop"))
            .next()
            .bulkRequestOperation(USERS)
            .method(HttpMethod.POST)
            .bulkId("third")
            .data(user("sdk.never"))
            .sendRequest();
    assertThat(answer.getHttpStatus()).isEqualTo(200);
    assertThat(answer.getResource().getBulkResponseOperations())
        .extracting(it -> it.getStatus())
        .containsExactly(201, 409);
    assertThat(
            scim.list(User.class, USERS)
                .filter("userName", Comparator.EQ, "sdk.never")
                .build()
                .get()
                .sendRequest()
                .getResource()
                .getTotalResults())
        .isZero();
  }

  private User created(User user) {
    ServerResponse<User> answer = scim.create(User.class, USERS).setResource(user).sendRequest();
    assertThat(answer.isSuccess()).as(answer.getResponseBody()).isTrue();
    return answer.getResource();
  }

  private Group created(Group group) {
    ServerResponse<Group> answer =
        scim.create(Group.class, GROUPS).setResource(group).sendRequest();
    assertThat(answer.isSuccess()).as(answer.getResponseBody()).isTrue();
    return answer.getResource();
  }

  private User read(User user) {
    ServerResponse<User> answer = scim.get(User.class, USERS, id(user)).sendRequest();
    return answer.getResource();
  }

  private Group group(String id) {
    ServerResponse<Group> answer = scim.get(Group.class, GROUPS, id).sendRequest();
    return answer.getResource();
  }

  private String managerOf(String id) {
    ServerResponse<User> answer = scim.get(User.class, USERS, id).sendRequest();
    return answer
        .getResource()
        .getEnterpriseUser()
        .flatMap(EnterpriseUser::getManager)
        .flatMap(Manager::getValue)
        .orElseThrow();
  }

  private List<String> members(Group group) {
    return group(id(group)).getMembers().stream().map(it -> it.getValue().orElseThrow()).toList();
  }

  private static <T extends ScimObjectNode> void refused(
      ServerResponse<T> answer, int status, String scimType) {
    assertThat(answer.getHttpStatus()).as(answer.getResponseBody()).isEqualTo(status);
    assertThat(answer.isSuccess()).isFalse();
    ErrorResponse error = answer.getErrorResponse();
    assertThat(error.getStatus()).isEqualTo(status);
    assertThat(error.getScimType().orElse("")).isEqualTo(scimType);
    assertThat(error.getDetail().orElse("")).isNotBlank();
  }

  private static String id(JsonNode resource) {
    return resource.get("id").textValue();
  }

  private static String version(JsonNode resource) {
    return resource.get("meta").get("version").textValue();
  }

  private static Group group(String name, String... members) {
    return Group.builder()
        .displayName(name)
        .members(List.of(members).stream().map(it -> Member.builder().value(it).build()).toList())
        .build();
  }

  private static User managed(String name, String manager) {
    User user = user(name);
    user.setEnterpriseUser(
        EnterpriseUser.builder().manager(Manager.builder().value(manager).build()).build());
    return user;
  }

  private static User user(String name) {
    return User.builder()
        .userName(name)
        .active(true)
        .name(Name.builder().givenName("Given").familyName("Example").build())
        .emails(
            List.of(
                Email.builder().type("work").value(name + "@example.com").primary(true).build()))
        .build();
  }
}
