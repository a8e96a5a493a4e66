package dev.rollcall.ingress.health;

import java.util.List;

/// The parts of the service that readiness asks, in the order in which they are shown.
@FunctionalInterface
public interface HealthParts {
  List<HealthPart> parts();
}
