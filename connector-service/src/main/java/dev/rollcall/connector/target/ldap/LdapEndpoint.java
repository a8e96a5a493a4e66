package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.outbound.Wire;
import dev.rollcall.connector.target.Connection;
import dev.rollcall.schemas.event.ResourceRef;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an LDAP server is, who we are there, and how its entries are laid out.
///
/// @param url `ldaps://` or `ldap://`
/// @param startTls whether a connection to `ldap://` is made secret before anything is said
/// @param certificates authorities to trust in the place of Java's, in PEM, or empty
/// @param activeDirectory whether the server is one
/// @param memberAttribute the attribute of a group that holds its members' DNs
/// @param emptyMember the DN that keeps a group from being empty, or null where it may be
/// @param entryId the attribute with the server's own id of an entry, which no rename changes
record LdapEndpoint(
    URI url,
    boolean startTls,
    String certificates,
    Credentials credentials,
    boolean activeDirectory,
    Layout users,
    Layout groups,
    String memberAttribute,
    @Nullable String emptyMember,
    Disabling disabling,
    String entryId)
    implements Connection {

  /// Who we are there. The password never shows in text.
  record Credentials(String bindDn, String password) {
    @Override
    public String toString() {
      return bindDn;
    }
  }

  Layout layout(ResourceRef resource) {
    return Layout.isUser(resource) ? users : groups;
  }

  Layout layout(String type) {
    return type.equals("User") ? users : groups;
  }

  boolean isTls() {
    return "ldaps".equals(url.getScheme());
  }

  /// StartTLS makes a connection secret before anything is said on it.
  Wire wire() {
    return Wire.of(isTls() || startTls);
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : isTls() ? 636 : 389;
  }

  @Override
  public List<String> parts() {
    return List.of(
        url.toString(),
        String.valueOf(startTls),
        certificates,
        credentials.bindDn(),
        credentials.password(),
        String.valueOf(activeDirectory),
        users.toString(),
        groups.toString(),
        memberAttribute,
        String.valueOf(emptyMember),
        disabling.toString(),
        entryId);
  }

  @Override
  public String toString() {
    return "LDAP at " + url.getHost();
  }
}
