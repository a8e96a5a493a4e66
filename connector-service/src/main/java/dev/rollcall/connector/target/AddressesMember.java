package dev.rollcall.connector.target;

import dev.rollcall.connector.outbound.AddressRange;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads where else than at public addresses a target may be: `true` is everywhere but where it has
/// to be named, and is how all entries said it before addresses could be.
public final class AddressesMember {
  public static final String NAME = "allowPrivateAddress";

  /// The end of a sentence on what else may not be plain.
  public static final String UNLESS = "unless '" + NAME + "' allows private addresses";

  private AddressesMember() {}

  /// Reads the member of an entry.
  ///
  /// @param problems takes a sentence where the member cannot be read
  public static AllowedAddresses read(JsonObject entry, Consumer<String> problems) {
    return switch (entry.get(NAME)) {
      case null -> AllowedAddresses.PUBLIC;
      case JsonBoolean(var allowed) -> allowed ? AllowedAddresses.PRIVATE : AllowedAddresses.PUBLIC;
      case JsonArray(var elements) -> named(elements, problems);
      case Json _ -> unread(problems);
    };
  }

  private static AllowedAddresses named(List<Json> elements, Consumer<String> problems) {
    List<AddressRange> ranges =
        elements.stream()
            .flatMap(it -> it instanceof JsonString(var text) ? Stream.of(text) : Stream.empty())
            .flatMap(it -> AddressRange.read(it).stream())
            .toList();
    boolean whole = !ranges.isEmpty() && ranges.size() == elements.size();
    return whole && ranges.size() <= AllowedAddresses.NAMED_MAX
        ? new AllowedAddresses.Named(ranges)
        : unread(problems);
  }

  private static AllowedAddresses unread(Consumer<String> problems) {
    problems.accept(
        ("'%s' must be true, false, or an array of at most %d addresses and ranges"
                + " such as '10.1.0.0/16'")
            .formatted(NAME, AllowedAddresses.NAMED_MAX));
    return AllowedAddresses.PUBLIC;
  }
}
