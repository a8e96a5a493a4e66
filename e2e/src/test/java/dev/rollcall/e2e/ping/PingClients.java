package dev.rollcall.e2e.ping;

import dev.rollcall.e2e.ClientPerClass;
import dev.rollcall.e2e.Tenant;

/// Opens Ping's client for a test class.
final class PingClients implements ClientPerClass<PingClient> {

  @Override
  public Class<PingClient> type() {
    return PingClient.class;
  }

  @Override
  public PingClient open(Tenant tenant) {
    return PingClient.of(tenant);
  }
}
