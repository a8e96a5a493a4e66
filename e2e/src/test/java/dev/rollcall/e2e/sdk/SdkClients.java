package dev.rollcall.e2e.sdk;

import dev.rollcall.e2e.ClientPerClass;
import dev.rollcall.e2e.Tenant;

/// Opens `scim-sdk-client` for a test class.
final class SdkClients implements ClientPerClass<SdkClient> {

  @Override
  public Class<SdkClient> type() {
    return SdkClient.class;
  }

  @Override
  public SdkClient open(Tenant tenant) {
    return SdkClient.of(tenant);
  }
}
