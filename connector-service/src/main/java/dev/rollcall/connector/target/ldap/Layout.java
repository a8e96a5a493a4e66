package dev.rollcall.connector.target.ldap;

import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;

/// Where entries of one type of resource are and what they look like.
///
/// @param base the DN below which they are
/// @param rdn the attribute that names an entry
/// @param classes the object classes of a new entry
/// @param idAttribute the attribute that holds our id: an entry with it is ours
/// @param matchAttribute the attribute by which one that was made by hand is found
record Layout(
    String base, String rdn, List<String> classes, String idAttribute, String matchAttribute) {
  Layout {
    classes = List.copyOf(classes);
  }

  /// The member of a shape that names the resource.
  static String nameOf(String type) {
    return type.equals("User") ? "userName" : "displayName";
  }

  static boolean isUser(ResourceRef resource) {
    return resource.type().equals("User");
  }
}
