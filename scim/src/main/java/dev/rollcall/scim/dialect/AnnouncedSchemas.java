package dev.rollcall.scim.dialect;

/// The `schemas` of a body that do not say what the body holds. Entra announces no custom extension
/// that it sends, and announces a schema of Microsoft's on groups; other clients leave `schemas`
/// out.
///
/// Wrong: `{"schemas": ["urn:…:core:2.0:Group",
/// "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"], "displayName":
/// "Sales"}`, `{"displayName": "Sales"}`
///
/// Right: `{"schemas": ["urn:…:core:2.0:Group"], "displayName": "Sales"}`
///
/// Switch: [Leniency#ignoreUnknownAttributes].
public final class AnnouncedSchemas {

  private AnnouncedSchemas() {}

  /// Says whether the list may be missing, and may lack the base schema: the endpoint tells it.
  public static boolean mayBeMissing(Leniency leniency) {
    return leniency.ignoreUnknownAttributes();
  }

  /// Says whether a URN may stand in the list.
  ///
  /// @param known whether it is a schema of the resource type
  public static boolean isPassedOver(boolean known, Leniency leniency) {
    return known || leniency.ignoreUnknownAttributes();
  }
}
