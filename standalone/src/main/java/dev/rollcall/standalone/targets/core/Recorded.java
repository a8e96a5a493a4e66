package dev.rollcall.standalone.targets.core;

import java.util.SequencedMap;

/// Which targets of a tenant are recorded.
///
/// @param versions the entity tag of each configuration by its target's name
public record Recorded(String tenant, SequencedMap<String, String> versions) {}
