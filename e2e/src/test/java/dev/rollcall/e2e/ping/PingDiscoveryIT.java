package dev.rollcall.e2e.ping;

import static dev.rollcall.e2e.ping.PingClient.CORE_USER;
import static dev.rollcall.e2e.ping.PingClient.ENTERPRISE;
import static dev.rollcall.e2e.ping.PingClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.common.types.SchemaResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The discovery documents as Ping's client reads them.
// The client declares whatever it reads as nullable; a null fails the test as well as a check
// would.
@SuppressWarnings("NullAway")
@ExtendWith(PingClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class PingDiscoveryIT {
  private final ScimService scim;

  PingDiscoveryIT(PingClient client) {
    this.scim = client.scim();
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
}
