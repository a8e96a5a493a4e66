package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.NameLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Lets only allowed addresses through, as [GuardedResolver] does for HTTP.
record AllowedLookup(NameLookup lookup, AllowedAddresses allowed) implements Addresses {

  @Override
  public InetAddress dial(String host) throws UnknownHostException {
    return Arrays.stream(lookup.of(host))
        .filter(allowed::allows)
        .findFirst()
        .orElseThrow(AddressRefusedException::new);
  }
}
