package dev.rollcall.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.EndpointPaths;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.base.ScimObjectNode;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import dev.rollcall.e2e.Tenant;
import java.util.List;
import java.util.Map;

/// `scim-sdk-client` as the client of one tenant, with the resources that its tests send.
///
/// @param baseUrl of the tenant's SCIM interface
record SdkClient(ScimRequestBuilder scim, String baseUrl) implements AutoCloseable {
  static final String USERS = EndpointPaths.USERS;
  static final String GROUPS = EndpointPaths.GROUPS;

  static SdkClient of(Tenant tenant) {
    var config =
        ScimClientConfig.builder()
            .httpHeaders(Map.of("Authorization", "Bearer " + tenant.token()))
            .build();
    String baseUrl = tenant.scimBaseUrl();
    return new SdkClient(new ScimRequestBuilder(baseUrl, config), baseUrl);
  }

  User created(User user) {
    ServerResponse<User> answer = scim.create(User.class, USERS).setResource(user).sendRequest();
    assertThat(answer.isSuccess()).as(answer.getResponseBody()).isTrue();
    return answer.getResource();
  }

  Group created(Group group) {
    ServerResponse<Group> answer =
        scim.create(Group.class, GROUPS).setResource(group).sendRequest();
    assertThat(answer.isSuccess()).as(answer.getResponseBody()).isTrue();
    return answer.getResource();
  }

  User read(User user) {
    ServerResponse<User> answer = scim.get(User.class, USERS, id(user)).sendRequest();
    return answer.getResource();
  }

  Group group(String id) {
    ServerResponse<Group> answer = scim.get(Group.class, GROUPS, id).sendRequest();
    return answer.getResource();
  }

  List<String> members(Group group) {
    return group(id(group)).getMembers().stream().map(it -> it.getValue().orElseThrow()).toList();
  }

  static <T extends ScimObjectNode> void refused(
      ServerResponse<T> answer, int status, String scimType) {
    assertThat(answer.getHttpStatus()).as(answer.getResponseBody()).isEqualTo(status);
    assertThat(answer.isSuccess()).isFalse();
    ErrorResponse error = answer.getErrorResponse();
    assertThat(error.getStatus()).isEqualTo(status);
    assertThat(error.getScimType().orElse("")).isEqualTo(scimType);
    assertThat(error.getDetail().orElse("")).isNotBlank();
  }

  static String id(JsonNode resource) {
    return resource.get("id").textValue();
  }

  static String version(JsonNode resource) {
    return resource.get("meta").get("version").textValue();
  }

  static Group group(String name, String... members) {
    return Group.builder()
        .displayName(name)
        .members(List.of(members).stream().map(it -> Member.builder().value(it).build()).toList())
        .build();
  }

  static User user(String name) {
    return User.builder()
        .userName(name)
        .active(true)
        .name(Name.builder().givenName("Given").familyName("Example").build())
        .emails(
            List.of(
                Email.builder().type("work").value(name + "@example.com").primary(true).build()))
        .build();
  }

  @Override
  public void close() {
    scim.close();
  }
}
