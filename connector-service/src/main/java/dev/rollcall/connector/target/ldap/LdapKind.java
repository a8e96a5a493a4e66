package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.util.List;
import java.util.Map;

/// LDAP directories: OpenLDAP and its like, and Active Directory.
public final class LdapKind implements TargetKind<LdapEndpoint> {

  @Override
  public String name() {
    return "ldap";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STATE;
  }

  @Override
  public List<Member> members() {
    return List.of(
        Member.open("url"),
        Member.open("startTls"),
        Member.open("certificates"),
        Member.open("bindDn"),
        Member.secret("password"),
        Member.open("directory"),
        Member.open(LdapReader.USERS),
        Member.open(LdapReader.GROUPS),
        Member.open(LdapReader.DISABLE),
        Member.open("entryIdAttribute"));
  }

  @Override
  public List<String> profileMembers() {
    return List.of("membersPerPatch", "remove", "readBack", "rates");
  }

  @Override
  public LdapEndpoint read(EntryReader entry) {
    return new LdapReader(entry).read();
  }

  @Override
  public Map<String, String> mappings(LdapEndpoint endpoint) {
    return endpoint.activeDirectory() ? LdapMappings.ACTIVE_DIRECTORY : LdapMappings.STANDARD;
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public RemoteApp open(LdapEndpoint endpoint, Site site) {
    return new LdapApp(endpoint, new LdapDial(endpoint, site), site);
  }
}
