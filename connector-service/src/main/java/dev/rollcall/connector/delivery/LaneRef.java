package dev.rollcall.connector.delivery;

/// A target's lane.
///
/// @param targetId names it among all lanes: as the targets file does, or by [#idOf]
/// @param strict whether the target gets every fact, and not differences
/// @param fingerprint of the configuration that it is worked on by: under another one nothing is
///   taken, and what was taken is given back
public record LaneRef(String targetId, String tenant, boolean strict, String fingerprint) {
  /// In no name of a target.
  private static final char OF = '@';

  /// Names the lane of a recorded target, whose name is its tenant's own.
  public static String idOf(String tenant, String name) {
    return name + OF + tenant;
  }

  /// The name of a target as its tenant knows it, from the name of its lane.
  public static String nameOf(String targetId) {
    int of = targetId.indexOf(OF);
    return of < 0 ? targetId : targetId.substring(0, of);
  }

  /// Says whether a lane is one of a recorded target, and not of one in the targets file.
  public static boolean isRecorded(String targetId) {
    return targetId.indexOf(OF) >= 0;
  }
}
