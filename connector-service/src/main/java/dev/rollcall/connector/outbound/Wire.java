package dev.rollcall.connector.outbound;

import java.net.InetAddress;
import java.net.URI;

/// How a connection is made, which decides where it may lead.
public enum Wire {
  /// Nothing is said before TLS stands.
  SECRET,
  /// Without TLS: whoever is on the way reads along. It leads to allowed addresses alone, and to no
  /// public one that nobody has named.
  PLAIN;

  /// Returns the wire of a kind that says by a flag whether TLS is used.
  public static Wire of(boolean tls) {
    return tls ? SECRET : PLAIN;
  }

  /// Returns the wire of an HTTP address.
  public static Wire of(URI url) {
    return of("https".equalsIgnoreCase(url.getScheme()));
  }

  /// Says whether an address may be dialled in this way.
  public boolean leadsTo(InetAddress address, AllowedAddresses allowed) {
    return switch (this) {
      case SECRET -> allowed.allows(address);
      case PLAIN -> allowed.allowsPlainly(address);
    };
  }
}
