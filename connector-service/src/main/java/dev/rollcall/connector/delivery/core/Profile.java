package dev.rollcall.connector.delivery.core;

/// What a target can do, as data.
///
/// @param membersPerPatch how many members one PATCH of a group may change
/// @param update how attributes of users are changed
/// @param removal what a deletion does at the target
/// @param etags whether entity tags of the target are sent back in `If-Match`
public record Profile(int membersPerPatch, Update update, Removal removal, boolean etags) {
  /// A standard SCIM 2.0 server.
  public static final Profile STANDARD = new Profile(100, Update.PATCH, Removal.DELETE, true);

  /// How attributes of users are changed.
  public enum Update {
    PATCH,
    PUT
  }

  /// What a deletion does at the target.
  public enum Removal {
    DELETE,
    DEACTIVATE
  }
}
