package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Lets only public addresses through, as [GuardedResolver] does for HTTP.
record PublicLookup(GuardedResolver.Lookup lookup) implements Addresses {

  @Override
  public InetAddress dial(String host) throws UnknownHostException {
    return Arrays.stream(lookup.of(host))
        .filter(PublicAddresses::isPublic)
        .findFirst()
        .orElseThrow(AddressRefusedException::new);
  }
}
