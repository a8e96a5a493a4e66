package dev.rollcall.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.common.constants.SchemaUris;
import dev.rollcall.e2e.SharedPlatform;
import dev.rollcall.e2e.Tenant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The discovery documents as `scim-sdk-client` reads them.
@ExtendWith(SharedPlatform.class)
@TestInstance(Lifecycle.PER_CLASS)
class SdkDiscoveryIT {
  private SdkClient client;
  private ScimRequestBuilder scim;

  @BeforeAll
  void start(Tenant tenant) {
    client = SdkClient.of(tenant);
    scim = client.scim();
  }

  @AfterAll
  void stop() {
    client.close();
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
