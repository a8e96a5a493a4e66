package dev.rollcall.connector.target.rest;

import java.util.Set;

/// What an operation does to a resource.
enum Verb {
  FIND("find"),
  CREATE("create"),
  UPDATE("update"),
  DEACTIVATE("deactivate"),
  REACTIVATE("reactivate"),
  DELETE("delete"),
  ADD_MEMBERS("addMembers"),
  REMOVE_MEMBERS("removeMembers");

  private static final Set<String> OF_RESOURCE =
      Set.of("id", "userName", "displayName", "externalId");

  private final String logicalName;

  Verb(String logicalName) {
    this.logicalName = logicalName;
  }

  String logicalName() {
    return logicalName;
  }

  /// Says whether a path may name this. Texts of the resource can be named where there is one.
  boolean knows(String placeholder) {
    return switch (this) {
      case FIND, CREATE -> OF_RESOURCE.contains(placeholder);
      case UPDATE, DEACTIVATE, REACTIVATE ->
          placeholder.equals("remoteId") || OF_RESOURCE.contains(placeholder);
      case DELETE -> Set.of("id", "remoteId").contains(placeholder);
      case ADD_MEMBERS, REMOVE_MEMBERS ->
          Set.of("id", "remoteId", "memberId", "memberRemoteId").contains(placeholder);
    };
  }
}
