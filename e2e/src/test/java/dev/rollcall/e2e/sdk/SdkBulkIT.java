package dev.rollcall.e2e.sdk;

import static dev.rollcall.e2e.sdk.SdkClient.GROUPS;
import static dev.rollcall.e2e.sdk.SdkClient.USERS;
import static dev.rollcall.e2e.sdk.SdkClient.group;
import static dev.rollcall.e2e.sdk.SdkClient.id;
import static dev.rollcall.e2e.sdk.SdkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Manager;
import de.captaingoldfish.scim.sdk.common.response.BulkResponse;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bulk requests, for which `scim-sdk-client` has a builder.
@ExtendWith(SdkClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkBulkIT {
  private final SdkClient client;
  private final ScimRequestBuilder scim;

  SdkBulkIT(SdkClient client) {
    this.client = client;
    this.scim = client.scim();
  }

  @Test
  void a_bulk_request_refers_forward_and_in_a_circle() {
    ServerResponse<BulkResponse> answer = circle();

    assertThat(answer.getHttpStatus()).as(answer.getResponseBody()).isEqualTo(200);
    BulkResponse bulk = answer.getResource();
    assertThat(bulk.getBulkResponseOperations())
        .extracting(it -> it.getMethod() + " " + it.getStatus())
        .containsExactly("POST 201", "POST 201", "POST 201", "POST 409", "DELETE 404");
    String alice = createdId(bulk, "alice");
    String bob = createdId(bulk, "bob");
    String team = createdId(bulk, "team");
    assertThat(client.members(client.group(team))).containsExactlyInAnyOrder(alice, bob);
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

  /// A team of two who manage each other, each before the other is there, and two that fail.
  private ServerResponse<BulkResponse> circle() {
    return scim.bulk()
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
  }

  /// From the location, as RFC 7644 has it: an `id` of an operation is an addition of this library.
  private static String createdId(BulkResponse bulk, String bulkId) {
    String location = bulk.getByBulkId(bulkId).orElseThrow().getLocation().orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
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

  private static User managed(String name, String manager) {
    User user = user(name);
    user.setEnterpriseUser(
        EnterpriseUser.builder().manager(Manager.builder().value(manager).build()).build());
    return user;
  }
}
