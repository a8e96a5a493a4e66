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
  REMOVE_MEMBERS("removeMembers"),
  READ("read"),
  LIST("list"),
  MEMBERS("members");

  private static final Set<String> OF_RESOURCE =
      Set.of("id", "userName", "displayName", "externalId");

  private static final Set<String> OF_PAGE = Set.of("pageSize", "page", "offset", "cursor");

  private final String logicalName;

  Verb(String logicalName) {
    this.logicalName = logicalName;
  }

  String logicalName() {
    return logicalName;
  }

  /// Says whether an app may be without it.
  boolean isOptional() {
    return switch (this) {
      case DEACTIVATE, REACTIVATE, READ, LIST, MEMBERS -> true;
      case FIND, CREATE, UPDATE, DELETE, ADD_MEMBERS, REMOVE_MEMBERS -> false;
    };
  }

  /// Says whether it is answered page by page.
  boolean isPaged() {
    return this == LIST || this == MEMBERS;
  }

  /// Says whether the answer has to tell the app's id.
  boolean tellsId() {
    return this == FIND || this == CREATE || this == READ || this == MEMBERS;
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
      case READ -> placeholder.equals("remoteId");
      case LIST -> OF_PAGE.contains(placeholder);
      case MEMBERS -> placeholder.equals("remoteId") || OF_PAGE.contains(placeholder);
    };
  }
}
