package dev.rollcall.e2e.ping;

import static dev.rollcall.e2e.ping.PingClient.USERS;
import static dev.rollcall.e2e.ping.PingClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.SortOrder;
import com.unboundid.scim2.common.types.UserResource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Searches and walks of Ping's client.
// The client declares whatever it reads as nullable; a null fails the test as well as a check
// would.
@SuppressWarnings("NullAway")
@ExtendWith(PingClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class PingSearchesIT {
  private final ScimService scim;

  PingSearchesIT(PingClient client) {
    this.scim = client.scim();
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
}
