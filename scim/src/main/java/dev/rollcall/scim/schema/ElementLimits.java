package dev.rollcall.scim.schema;

/// Bounds on multi-valued attributes, so that no resource makes each later PATCH of it dear.
///
/// @param elementsMax the most elements of one attribute; members are rows and have no such bound
public record ElementLimits(int elementsMax) {

  /// What a resource may hold.
  public static final ElementLimits RESOURCE = new ElementLimits(1000);

  /// Says whether an attribute may have that many elements.
  public boolean allow(AttributeDefinition attribute, int count) {
    return count <= elementsMax || Elements.isRecord(attribute);
  }
}
