package dev.rollcall.connector.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses that begin with the same bits, in CIDR notation (RFC 4632 section 3.1, RFC 4291
/// section 2.3); one address is a range as well.
///
/// @param first the first address of the range
/// @param prefixBits how many leading bits name the range
public record AddressRange(InetAddress first, int prefixBits) {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  static AddressRange of(String text) {
    return read(text)
        .orElseThrow(() ->
            new IllegalArgumentException("'" + text + "' is no address and no range of addresses"));
  }

  /// Reads an address or a range. Bits behind the prefix are refused: whoever writes `10.1.2.3/8`
  /// may have meant one address, and would open 16 million.
  public static Optional<AddressRange> read(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!address.contains(":") && !IPV4.matcher(address).matches()) {
      // Java reads 10.1 as 10.0.0.1, and 1 as 0.0.0.1.
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.ofLiteral(address);
      int bits = first.getAddress().length * Byte.SIZE;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        return Optional.empty();
      }
      var range = new AddressRange(first, prefix);
      return range.isWhole() ? Optional.of(range) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Says whether an address is in the range, an IPv4 address that is written as IPv6 among them.
  public boolean has(InetAddress address) {
    byte[] prefix = first.getAddress();
    byte[] bytes = plain(address).getAddress();
    if (prefix.length != bytes.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      if (isSet(prefix, bit) != isSet(bytes, bit)) {
        return false;
      }
    }
    return true;
  }

  /// Returns the IPv4 address where one is mapped into IPv6 (RFC 4291 section 2.5.5.2): that is
  /// what is dialled. A literal is IPv4 by itself; what comes of looking a name up is not.
  static InetAddress plain(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has the length of one", e);
    }
  }

  /// Says whether all of this range is in another.
  public boolean isWithin(AddressRange other) {
    return prefixBits >= other.prefixBits && other.has(first);
  }

  private boolean isWhole() {
    byte[] bytes = first.getAddress();
    for (int bit = prefixBits; bit < bytes.length * Byte.SIZE; bit++) {
      if (isSet(bytes, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefixBits;
  }
}
