package dev.rollcall.ingress.fairness.core;

import java.time.Duration;

/// Whether a request comes in.
public sealed interface Verdict {

  /// What the tenant's load is now.
  TenantLoad load();

  /// It does.
  record Admitted(TenantLoad load) implements Verdict {}

  /// The tenant has more under way than is its share, and more than its guaranteed rate comes.
  ///
  /// @param retryAfter whole seconds, one at least
  record Refused(TenantLoad load, Duration retryAfter) implements Verdict {}
}
