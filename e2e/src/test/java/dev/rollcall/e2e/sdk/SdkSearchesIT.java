package dev.rollcall.e2e.sdk;

import static dev.rollcall.e2e.sdk.SdkClient.USERS;
import static dev.rollcall.e2e.sdk.SdkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Searches of `scim-sdk-client`, by address and by body.
@ExtendWith(SdkClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkSearchesIT {
  private final SdkClient client;
  private final ScimRequestBuilder scim;

  SdkSearchesIT(SdkClient client) {
    this.client = client;
    this.scim = client.scim();
  }

  @Test
  void searches_filter_sort_page_and_choose_attributes() {
    for (int i = 1; i <= 5; i++) {
      User user = user("sdk.search." + i);
      user.setTitle("T" + (6 - i));
      client.created(user);
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
}
