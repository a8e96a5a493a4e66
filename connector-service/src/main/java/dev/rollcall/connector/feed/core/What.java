package dev.rollcall.connector.feed.core;

import java.util.Locale;

/// What an entry tells of a resource.
public enum What {
  CREATED,
  UPDATED,
  DEACTIVATED,
  REACTIVATED,
  DELETED,
  MEMBERS_ADDED,
  MEMBERS_REMOVED;

  /// The stored name, such as `members_added`.
  public String logicalName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
