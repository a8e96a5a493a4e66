package dev.rollcall.connector.feed.core;

/// How far a feed is.
///
/// @param head the position of its last entry; it counts nothing: positions begin at the time when
///   the feed was made
/// @param acknowledged up to where its consumer has acknowledged
/// @param pruned up to where entries are kept no more; never behind what is acknowledged
public record Extent(long head, long acknowledged, long pruned) {

  /// How many entries its consumer has not acknowledged.
  public long unacknowledged() {
    return head - acknowledged;
  }

  /// How many entries are kept, acknowledged or not.
  public long kept() {
    return head - pruned;
  }
}
