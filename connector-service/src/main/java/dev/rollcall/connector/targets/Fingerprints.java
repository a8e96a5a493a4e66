package dev.rollcall.connector.targets;

import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.targets.Roster.Entry;
import dev.rollcall.schemas.Sha256;
import java.util.ArrayList;

/// Tells one configuration of a target from another.
final class Fingerprints {
  private Fingerprints() {}

  static Entry entry(Target target) {
    return new Entry(target, fingerprint(target), Shapings.fingerprint(target.shaping()));
  }

  /// Tells whether a target is configured as before; the secret is in it only as part of a hash.
  private static String fingerprint(Target target) {
    var parts = new ArrayList<String>();
    parts.add(target.tenant());
    parts.add(target.kind().name());
    parts.addAll(target.binding().connection().parts());
    parts.add(target.addresses().print());
    parts.add(target.profile().toString());
    parts.add(target.timeout().toString());
    parts.add(String.valueOf(target.inFlightMax()));
    parts.add(String.valueOf(target.paused()));
    parts.add(target.shaping().print());
    if (!target.massChange().equals(MassChange.STANDARD)) {
      parts.add(target.massChange().toString());
    }
    if (!target.policy().equals(Policy.STANDARD)) {
      parts.add(target.policy().print());
    }
    return Sha256.hex(String.join("\n", parts));
  }
}
