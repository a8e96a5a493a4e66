package dev.rollcall.connector.intake;

import dev.rollcall.schemas.event.ReservedType;
import java.util.Set;

/// Wakes who follows what administrators record. Ringing is cheap and never waits; it is heard in
/// this process alone, so that who needs to know looks by themselves as well, from time to time.
@FunctionalInterface
public interface ReservedBell {

  /// Says that resources of these types changed.
  void changed(Set<ReservedType> types);
}
