package dev.rollcall.ingress.scimweb;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Mints UUIDs of version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, the rest random.
/// Ids made one after the other lie side by side in an index.
final class UuidV7 {
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  UuidV7(Clock clock) {
    this.clock = clock;
  }

  /// Returns a new id in text.
  String next() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
