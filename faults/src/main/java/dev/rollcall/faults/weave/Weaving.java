package dev.rollcall.faults.weave;

import dev.rollcall.faults.Place;

/// A change to one method.
///
/// @param name of the point or the bug, for messages
public record Weaving(String name, Place place, Change change) {}
