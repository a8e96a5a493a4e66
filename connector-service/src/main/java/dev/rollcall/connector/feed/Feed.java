package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Extent;

/// A feed as it is found.
///
/// @param lane names it: the lane of its target
public record Feed(String lane, Cursors cursors, Extent extent) {}
