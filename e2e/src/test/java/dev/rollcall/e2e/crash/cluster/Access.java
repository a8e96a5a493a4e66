package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.schemas.access.Token;
import java.security.SecureRandom;

/// A tenant with its way in.
public record Access(String tenant, Token token) {

  /// Makes a way in for a tenant.
  public static Access of(String tenant) {
    return new Access(tenant, Token.make(new SecureRandom()));
  }
}
