package dev.rollcall.connector.target.rest;

import java.util.Set;

/// What an operation does to a resource.
enum Verb {
  FIND("find", Set.of()),
  CREATE("create", Set.of()),
  UPDATE("update", Set.of("remoteId")),
  DEACTIVATE("deactivate", Set.of("remoteId")),
  REACTIVATE("reactivate", Set.of("remoteId")),
  DELETE("delete", Set.of("remoteId")),
  ADD_MEMBERS("addMembers", Set.of("remoteId", "memberRemoteId", "memberId")),
  REMOVE_MEMBERS("removeMembers", Set.of("remoteId", "memberRemoteId", "memberId"));

  private final String logicalName;
  private final Set<String> placeholders;

  Verb(String logicalName, Set<String> placeholders) {
    this.logicalName = logicalName;
    this.placeholders = placeholders;
  }

  String logicalName() {
    return logicalName;
  }

  /// Says whether a path may name this. Texts of the resource can be named where there is one.
  boolean knows(String placeholder) {
    return placeholders.contains(placeholder)
        || placeholder.equals("id")
        || switch (this) {
          case FIND, CREATE, UPDATE, DEACTIVATE, REACTIVATE ->
              placeholder.equals("userName")
                  || placeholder.equals("displayName")
                  || placeholder.equals("externalId");
          case DELETE, ADD_MEMBERS, REMOVE_MEMBERS -> false;
        };
  }
}
