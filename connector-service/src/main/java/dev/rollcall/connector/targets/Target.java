package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.core.Shaping;
import java.net.URI;
import java.time.Duration;

/// A downstream app of a tenant. Its secret never shows in text.
///
/// @param secret the bearer token of a SCIM target, the signing secret of a webhook
/// @param allowPrivateAddress whether plain http and addresses that are not public are allowed
/// @param timeout until an answer has been read
/// @param inFlightMax resources in work at the same time
/// @param paused whether nothing is sent for now
/// @param shaping what of a resource the target must have
public record Target(
    String id,
    String tenant,
    Kind kind,
    URI url,
    String secret,
    boolean allowPrivateAddress,
    Profile profile,
    Duration timeout,
    int inFlightMax,
    boolean paused,
    Shaping shaping) {

  /// What a target speaks.
  public enum Kind {
    SCIM("scim", "state"),
    WEBHOOK("webhook", "strict");

    private final String logicalName;
    private final String delivery;

    Kind(String logicalName, String delivery) {
      this.logicalName = logicalName;
      this.delivery = delivery;
    }

    /// The name in configuration and tables.
    public String logicalName() {
      return logicalName;
    }

    /// `state` where differences are delivered, `strict` where every fact is.
    public String delivery() {
      return delivery;
    }
  }

  @Override
  public String toString() {
    return "Target " + id + " of " + tenant;
  }
}
