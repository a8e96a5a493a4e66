package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.FilterLimits;

/// Bounds on one PATCH request.
///
/// @param operationsMax the most operations
/// @param paths bounds on each path and the filter in it
public record PatchLimits(int operationsMax, FilterLimits paths) {

  /// What a client may send.
  public static final PatchLimits CLIENT = new PatchLimits(1000, FilterLimits.CLIENT);
}
