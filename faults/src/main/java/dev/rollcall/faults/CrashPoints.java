package dev.rollcall.faults;

import dev.rollcall.faults.CrashPoint.Moment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All crash points.
public final class CrashPoints {
  private static final List<CrashPoint> ALL =
      Stream.of(IngressPoints.ALL, ProjectionPoints.ALL, RebuildPoints.ALL, ConnectorPoints.ALL)
          .flatMap(List::stream)
          .toList();

  private CrashPoints() {}

  /// Every point, service by service.
  public static List<CrashPoint> all() {
    return ALL;
  }

  /// The point of a name.
  public static Optional<CrashPoint> named(String name) {
    return ALL.stream().filter(point -> point.name().equals(name)).findFirst();
  }

  static CrashPoint before(String name, Place place, String meaning) {
    return new CrashPoint(name, place, Moment.BEFORE, meaning);
  }

  static CrashPoint after(String name, Place place, String meaning) {
    return new CrashPoint(name, place, Moment.AFTER, meaning);
  }
}
