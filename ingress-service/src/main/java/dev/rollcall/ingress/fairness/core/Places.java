package dev.rollcall.ingress.fairness.core;

/// How much of a tenant may be worked on at the same time; the rest waits for its turn.
///
/// @param alone while no other tenant is there
/// @param beside while others are there
/// @param perSecond so much may begin whatever is worked on already; 0 where nothing may. Without
///   it a tenant at a calm pace would have to wait as soon as everything takes long
public record Places(int alone, int beside, int perSecond) {
  public Places {
    if (beside < 1 || alone < beside || perSecond < 0) {
      throw new IllegalArgumentException("A tenant has one place at least, and more when alone");
    }
  }

  /// Says whether something may begin. What is larger than all places together goes alone.
  ///
  /// @param taken the weight of what is worked on
  /// @param weight of what wants to begin
  /// @param others whether other tenants are there
  public boolean haveRoom(int taken, int weight, boolean others) {
    return taken == 0 || taken + weight <= (others ? beside : alone);
  }
}
