package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.sql.Table.Memberships;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a database is, who we are there, and which tables are ours to fill.
///
/// @param url `postgres://host:port/database`
/// @param tls whether nothing is said before TLS stands
/// @param certificates authorities to trust in the place of Java's, in PEM, or empty
/// @param groups null where groups are not wanted
/// @param memberships null where memberships are not wanted
record SqlEndpoint(
    URI url,
    boolean tls,
    String certificates,
    Credentials credentials,
    Table users,
    @Nullable Table groups,
    @Nullable Memberships memberships)
    implements Connection {
  private static final int PORT = 5432;

  /// Who we are there. The password never shows in text.
  record Credentials(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  @Nullable Table table(String type) {
    return type.equals("User") ? users : groups;
  }

  String database() {
    return url.getPath().substring(1);
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : PORT;
  }

  @Override
  public List<String> parts() {
    return List.of(
        url.toString(),
        String.valueOf(tls),
        certificates,
        credentials.user(),
        credentials.password(),
        users.toString(),
        String.valueOf(groups),
        String.valueOf(memberships));
  }

  @Override
  public String toString() {
    return "PostgreSQL at " + url.getHost();
  }
}
