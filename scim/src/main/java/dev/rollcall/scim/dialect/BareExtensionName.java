package dev.rollcall.scim.dialect;

import dev.rollcall.scim.path.AttributeNames;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.Named;

/// An attribute of an extension without its URN. RFC 7644 section 3.10 asks for the URN; Entra's
/// samples leave it out, in paths and in the reference checks of its filters.
///
/// Wrong: `{"op": "Add", "path": "manager", "value": [{"value": "92b7"}]}`, `id eq "48af" and
/// manager eq "92b7"`
///
/// Right: `{"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", …}`
///
/// Switch: [Leniency#bareExtensionNames].
public final class BareExtensionName {

  private BareExtensionName() {}

  /// Returns what a name stands for where every attribute of an extension is called by its URN:
  /// without one it is unknown. Every other name as it is.
  public static Named toUnknown(String text, Named named) {
    return named instanceof Named.Known(var path, _, _)
            && path.schemaUrn() != null
            && !AttributeNames.isQualified(text)
        ? new Named.Unknown(new AttributePath(null, path.attribute(), path.subAttribute()))
        : named;
  }
}
