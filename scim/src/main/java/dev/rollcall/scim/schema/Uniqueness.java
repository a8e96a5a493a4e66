package dev.rollcall.scim.schema;

/// Where a value of an attribute must be unique (RFC 7643 section 7).
public enum Uniqueness {
  NONE("none"),
  SERVER("server"),
  GLOBAL("global");

  private final String keyword;

  Uniqueness(String keyword) {
    this.keyword = keyword;
  }

  /// The keyword as it stands in a schema document.
  public String keyword() {
    return keyword;
  }
}
