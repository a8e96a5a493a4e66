package dev.rollcall.connector.delivery;

/// A target's lane.
///
/// @param strict whether the target gets every fact, and not differences
public record LaneRef(String targetId, String tenant, boolean strict) {}
