package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.NameLookup;
import dev.rollcall.connector.outbound.Wire;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Lets only allowed addresses through, as [GuardedResolver] does for HTTP.
///
/// @param wire how what is looked up is dialled
record AllowedLookup(NameLookup lookup, AllowedAddresses allowed, Wire wire) implements Addresses {

  @Override
  public InetAddress dial(String host) throws UnknownHostException {
    return all(host).getFirst();
  }

  /// Returns the addresses of a name that may be dialled, at least one.
  ///
  /// @throws AddressRefusedException where none may
  List<InetAddress> all(String host) throws UnknownHostException {
    List<InetAddress> open = Arrays.stream(lookup.of(host)).filter(this::allows).toList();
    if (open.isEmpty()) {
      throw new AddressRefusedException();
    }
    return open;
  }

  boolean allows(InetAddress address) {
    return wire.leadsTo(address, allowed);
  }
}
