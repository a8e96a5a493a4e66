package dev.rollcall.connector.feed;

import java.time.Duration;

/// What a target's entry says of its feed.
///
/// @param unacknowledgedMax how many entries may wait to be acknowledged before nothing more is
///   told
/// @param keep how long an entry is kept after it was told, when it is acknowledged
/// @param keepEntries how many entries are kept at most, when they are acknowledged
public record Terms(int unacknowledgedMax, Duration keep, int keepEntries) {}
