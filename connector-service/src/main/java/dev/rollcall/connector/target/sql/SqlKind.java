package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.util.List;
import java.util.Map;

/// Tables of an owner's in PostgreSQL.
public final class SqlKind implements TargetKind<SqlEndpoint> {
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "User",
          """
          (
            $work := `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`;
            $primary := emails[primary=true][0].value;
            {
              "userName": userName,
              "active": active,
              "display_name": displayName,
              "given_name": name.givenName,
              "family_name": name.familyName,
              "email": $primary ? $primary : emails[0].value,
              "title": title,
              "department": $work.department
            }
          )
          """,
          "Group",
          "{\"displayName\": displayName}");

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STATE;
  }

  @Override
  public List<Member> members() {
    return List.of(
        Member.open("url"),
        Member.open("tls"),
        Member.open("certificates"),
        Member.open("user"),
        Member.secret("password"),
        Member.open(SqlReader.USERS),
        Member.open(SqlReader.GROUPS),
        Member.open(SqlReader.MEMBERSHIPS));
  }

  @Override
  public List<String> profileMembers() {
    return List.of("membersPerPatch", "remove", "readBack", "rates");
  }

  @Override
  public SqlEndpoint read(EntryReader entry) {
    return new SqlReader(entry).read();
  }

  @Override
  public Map<String, String> mappings(SqlEndpoint endpoint) {
    return MAPPINGS;
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public RemoteApp open(SqlEndpoint endpoint, Site site) {
    return new SqlApp(endpoint, new SqlDial(endpoint, site), site);
  }
}
