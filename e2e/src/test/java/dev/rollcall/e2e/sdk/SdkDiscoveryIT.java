package dev.rollcall.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.common.constants.SchemaUris;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The discovery documents as `scim-sdk-client` reads them.
@ExtendWith(SdkClients.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkDiscoveryIT {
  private final ScimRequestBuilder scim;

  SdkDiscoveryIT(SdkClient client) {
    this.scim = client.scim();
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
}
