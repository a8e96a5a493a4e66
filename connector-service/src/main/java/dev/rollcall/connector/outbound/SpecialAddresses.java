package dev.rollcall.connector.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Says which addresses are public. Everything that is special by the IANA registries is not: a
/// customer's URL must not reach what only we can reach.
final class SpecialAddresses {

  /// What a cloud tells a machine, its passwords among it, and what is on our own wire: nobody's
  /// app is there. The last four are how IPv6 may lead to an IPv4 address of these.
  private static final List<AddressRange> GUARDED =
      ranges(
          "169.254.0.0/16", // link-local, RFC 3927; metadata of most clouds
          "fe80::/10", // link-local, RFC 4291 section 2.4
          "fd00:ec2::/32", // AWS: metadata, time and names
          "fd20:ce::/32", // Google Cloud: metadata
          "fd00:c1::a9fe:a9fe", // Oracle Cloud: metadata
          "fd00:42::42", // Scaleway: metadata
          "fd00:a9fe:a9fe::1", // Akamai: metadata
          "fd00:100::100:200", // Alibaba Cloud: metadata
          "100.100.100.200", // Alibaba Cloud: metadata
          "192.0.0.192", // Oracle Cloud: metadata of old
          "168.63.129.16", // Azure: the wire server, by an address that is public elsewhere
          "64:ff9b::/96", // RFC 6052
          "64:ff9b:1::/48", // RFC 8215
          "2001::/32", // RFC 4380
          "2002::/16"); // RFC 3056

  /// IPv4 addresses in the form of IPv6 of old (RFC 4291 section 2.5.5.1), but for two.
  private static final AddressRange COMPATIBLE = AddressRange.of("::/96");

  private static final List<AddressRange> NOT_COMPATIBLE = ranges("::", "::1");

  private static final List<AddressRange> SPECIAL_V4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /// Of IPv6 only global unicast is public, less what is carved out of it.
  private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");

  private static final List<AddressRange> SPECIAL_V6 =
      ranges("2001::/23", "2001:db8::/32", "3fff::/20");

  private SpecialAddresses() {}

  private static List<AddressRange> ranges(String... texts) {
    return List.of(texts).stream().map(AddressRange::of).toList();
  }

  /// Says whether an address is public.
  static boolean isPublic(InetAddress address) {
    if (guard(address).isPresent()) {
      return false;
    }
    return AddressRange.plain(address) instanceof Inet4Address
        ? SPECIAL_V4.stream().noneMatch(it -> it.has(address))
        : GLOBAL_V6.has(address) && SPECIAL_V6.stream().noneMatch(it -> it.has(address));
  }

  /// Returns the range of an address that is dialled only where it is named.
  static Optional<AddressRange> guard(InetAddress address) {
    if (COMPATIBLE.has(address) && NOT_COMPATIBLE.stream().noneMatch(it -> it.has(address))) {
      return Optional.of(COMPATIBLE);
    }
    return GUARDED.stream().filter(it -> it.has(address)).findFirst();
  }
}
