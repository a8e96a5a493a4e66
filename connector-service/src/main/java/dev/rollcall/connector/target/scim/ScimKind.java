package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.util.List;

/// SCIM 2.0 servers.
public final class ScimKind implements TargetKind<ScimConnection> {
  private static final String TOKEN = "token";
  private static final List<String> PROFILE =
      List.of(
          "base",
          "update",
          "membersPerPatch",
          "memberRemoval",
          "bodyBytesMax",
          "etag",
          "headers",
          "remove",
          "inactiveCreate",
          "keepsExternalId",
          "singleValued",
          "throttledMayHappen",
          "usersFirst",
          "findUserBy",
          "findGroupBy",
          "pageSize",
          "paging",
          "configPath",
          "showsMembers",
          "readBack",
          "rates");

  @Override
  public String name() {
    return "scim";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STATE;
  }

  @Override
  public List<Member> members() {
    return List.of(Member.open("url"), Member.secret(TOKEN));
  }

  @Override
  public List<String> profileMembers() {
    return PROFILE;
  }

  @Override
  public ScimConnection read(EntryReader entry) {
    return new ScimConnection(entry.httpUrl(), entry.text(TOKEN));
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public RemoteApp open(ScimConnection connection, Site site) {
    return new ScimApp(site.http(), connection, site.profile(), site.refusals());
  }
}
