package dev.rollcall.scim.filter;

/// The comparison operators (RFC 7644 table 3), less `pr`, which compares with nothing.
public enum Operator {
  EQ("eq"),
  NE("ne"),
  CO("co"),
  SW("sw"),
  EW("ew"),
  GT("gt"),
  GE("ge"),
  LT("lt"),
  LE("le");

  private final String keyword;

  Operator(String keyword) {
    this.keyword = keyword;
  }

  /// The operator as it is written.
  public String keyword() {
    return keyword;
  }
}
