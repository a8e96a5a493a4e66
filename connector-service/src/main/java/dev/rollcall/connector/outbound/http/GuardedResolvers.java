package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.NameLookup;
import dev.rollcall.connector.outbound.Wire;
import java.util.concurrent.Executor;

/// One resolver for each wire, since a resolver is not told the scheme of what it is asked for.
record GuardedResolvers(GuardedResolver secret, GuardedResolver plain) {

  static GuardedResolvers of(Executor blocking, NameLookup lookup, AllowedAddresses allowed) {
    return new GuardedResolvers(
        new GuardedResolver(blocking, new AllowedLookup(lookup, allowed, Wire.SECRET)),
        new GuardedResolver(blocking, new AllowedLookup(lookup, allowed, Wire.PLAIN)));
  }

  GuardedResolver of(Wire wire) {
    return switch (wire) {
      case SECRET -> secret;
      case PLAIN -> plain;
    };
  }
}
