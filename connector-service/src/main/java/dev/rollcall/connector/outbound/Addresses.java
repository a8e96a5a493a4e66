package dev.rollcall.connector.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Port to name resolution for what is dialled with other means than [Outbound]. The address that
/// it gives must be dialled itself: a name that is looked up again may lead elsewhere.
@FunctionalInterface
public interface Addresses {

  /// Returns the address to dial; blocks.
  ///
  /// @throws AddressRefusedException where it may not be dialled
  InetAddress dial(String host) throws UnknownHostException;
}
