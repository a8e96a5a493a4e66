package dev.rollcall.schemas.event;

import java.util.Arrays;
import java.util.Optional;

/// Resource types that the platform keeps for itself: what administrators ask for is recorded as
/// commands about them, and decided, folded and kept like all others. SCIM does not show them and
/// no target gets them. A name has a dot, which no type of a tenant's has, and an id begins with a
/// word and a colon, which no other id does, so that neither is ever taken.
public enum ReservedType {
  /// A downstream app as it was configured over the administration API.
  TARGET("delivery.Target", "target:"),
  /// What an administrator did about deliveries.
  DELIVERY_ACT("delivery.Act", "act:");

  private final String typeName;
  private final String prefix;

  ReservedType(String typeName, String prefix) {
    this.typeName = typeName;
    this.prefix = prefix;
  }

  /// The name in records.
  public String typeName() {
    return typeName;
  }

  /// The id of what has this name among those of its type.
  public ResourceId id(String name) {
    return new ResourceId(prefix + name);
  }

  /// The resource of this name.
  public ResourceRef ref(String name) {
    return new ResourceRef(typeName, id(name));
  }

  /// Says whether an id is one of this type.
  public boolean owns(ResourceId id) {
    return id.value().startsWith(prefix) && id.value().length() > prefix.length();
  }

  /// The name in an id of this type.
  public String nameIn(ResourceId id) {
    if (!owns(id)) {
      throw new IllegalArgumentException("The id is of another type");
    }
    return id.value().substring(prefix.length());
  }

  /// The reserved type of this name; empty for all others.
  public static Optional<ReservedType> of(String typeName) {
    return Arrays.stream(values()).filter(it -> it.typeName.equals(typeName)).findFirst();
  }
}
