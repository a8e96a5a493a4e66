package dev.rollcall.connector.outbound.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/// Says which addresses are public. Everything that is special by the IANA registries is not: a
/// customer's URL must not reach what only we can reach.
final class PublicAddresses {
  private static final List<Block> BLOCKED_V4 =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 4),
          Block.of("240.0.0.0", 4));

  /// Of IPv6 only global unicast is public, less what is carved out of it.
  private static final Block GLOBAL_V6 = Block.of("2000::", 3);

  private static final List<Block> BLOCKED_V6 =
      List.of(
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16),
          Block.of("3fff::", 20));

  private PublicAddresses() {}

  /// @param first the first address of the block
  /// @param prefixBits how many leading bits name the block
  private record Block(InetAddress first, int prefixBits) {
    static Block of(String address, int prefixBits) {
      return new Block(InetAddress.ofLiteral(address), prefixBits);
    }

    boolean has(byte[] address) {
      byte[] prefix = first.getAddress();
      for (int bit = 0; bit < prefixBits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((prefix[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /// Says whether an address is public. Java turns IPv4-mapped IPv6 addresses into IPv4 by itself;
  /// the other embeddings of IPv4 lie outside of global unicast or in the blocks above.
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? BLOCKED_V4.stream().noneMatch(block -> block.has(bytes))
        : GLOBAL_V6.has(bytes) && BLOCKED_V6.stream().noneMatch(block -> block.has(bytes));
  }
}
