package dev.rollcall.connector.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The addresses that a target may be dialled at. Public ones always are among them; link-local
/// ones and those where clouds tell machines their secrets only where they are named.
public sealed interface AllowedAddresses {
  AllowedAddresses PUBLIC = new Public();
  AllowedAddresses PRIVATE = new Private();

  /// How many ranges may be named.
  int NAMED_MAX = 64;

  /// Reads what the environment says: yes, no, in any of the words that the other settings take, or
  /// ranges with commas between them.
  static AllowedAddresses read(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "false", "no", "off", "0" -> PUBLIC;
      case "true", "yes", "on", "1" -> PRIVATE;
      case String given ->
          new Named(
              Arrays.stream(given.split(",", NAMED_MAX + 1))
                  .map(String::strip)
                  .map(AddressRange::of)
                  .toList());
    };
  }

  /// Says whether an address may be dialled by TLS.
  boolean allows(InetAddress address);

  /// Says whether an address may be dialled without TLS: public ones only where they are named.
  boolean allowsPlainly(InetAddress address);

  /// Returns what of these a target gets that asks for some; empty where it asks for more.
  Optional<AllowedAddresses> narrowedTo(AllowedAddresses asked);

  /// Tells one from another, as the targets file writes it.
  String print();

  /// Public addresses alone.
  record Public() implements AllowedAddresses {
    @Override
    public boolean allows(InetAddress address) {
      return SpecialAddresses.isPublic(address);
    }

    @Override
    public boolean allowsPlainly(InetAddress address) {
      return false;
    }

    @Override
    public Optional<AllowedAddresses> narrowedTo(AllowedAddresses asked) {
      return Optional.of(asked).filter(it -> it instanceof Public);
    }

    @Override
    public String print() {
      return "false";
    }
  }

  /// All but those that have to be named.
  record Private() implements AllowedAddresses {
    @Override
    public boolean allows(InetAddress address) {
      return SpecialAddresses.isPublic(address) || allowsPlainly(address);
    }

    @Override
    public boolean allowsPlainly(InetAddress address) {
      return !SpecialAddresses.isPublic(address) && SpecialAddresses.guard(address).isEmpty();
    }

    @Override
    public Optional<AllowedAddresses> narrowedTo(AllowedAddresses asked) {
      return Optional.of(asked)
          .filter(it ->
              switch (it) {
                case Public _, Private _ -> true;
                case Named(var ranges) ->
                    ranges.stream()
                        .allMatch(range -> SpecialAddresses.guard(range.first()).isEmpty());
              });
    }

    @Override
    public String print() {
      return "true";
    }
  }

  /// Public ones and these. A range that only covers a guarded one does not name it.
  record Named(List<AddressRange> ranges) implements AllowedAddresses {
    public Named {
      ranges = List.copyOf(ranges);
    }

    @Override
    public boolean allows(InetAddress address) {
      return SpecialAddresses.isPublic(address) || allowsPlainly(address);
    }

    @Override
    public boolean allowsPlainly(InetAddress address) {
      return ranges.stream().anyMatch(it -> it.has(address) && isNamed(it, address));
    }

    private static boolean isNamed(AddressRange range, InetAddress address) {
      return SpecialAddresses.guard(address).map(range::isWithin).orElse(true);
    }

    @Override
    public Optional<AllowedAddresses> narrowedTo(AllowedAddresses asked) {
      return switch (asked) {
        case Public _ -> Optional.of(asked);
        case Private _ -> Optional.of(this);
        case Named(var wanted) ->
            Optional.of(asked)
                .filter(_ ->
                    wanted.stream()
                        .allMatch(each ->
                            ranges.stream()
                                .anyMatch(it -> each.isWithin(it) && isNamed(it, each.first()))));
      };
    }

    @Override
    public String print() {
      return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(",", "[", "]"));
    }
  }
}
