package dev.rollcall.scim.dialect;

/// Paths as the member names of a value. Entra with its flag merges the changes of a user so.
///
/// Wrong: `{"op": "replace", "value": {"name.givenName": "A", "urn:…:User:department": "Sales"}}`
///
/// Right: `{"op": "replace", "value": {"name": {"givenName": "A"}, "urn:…:User": {"department":
/// "Sales"}}}`
///
/// Switch: [Leniency#expandDottedKeys].
public final class PathsAsKeys {

  private PathsAsKeys() {}

  /// Says whether a member name is a path that a standard value would not have: it goes into a
  /// sub-attribute, an element, or an extension. A schema's URN alone is none.
  public static boolean isPath(String name) {
    return name.indexOf('.') >= 0 || name.indexOf('[') >= 0 || name.indexOf(':') >= 0;
  }
}
