package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.oauth.AuthorizedOutbound;
import dev.rollcall.connector.target.oauth.OAuthReader;
import dev.rollcall.connector.target.scim.ScimConnection.Access;
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
          "required",
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

  /// How a request shows who it comes from.
  enum Auth {
    BEARER,
    OAUTH
  }

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
    return List.of(
        Member.open("url"),
        Member.open(OAuthReader.AUTH),
        Member.secret(TOKEN),
        OAuthReader.PRIVATE_KEY,
        OAuthReader.SECRET);
  }

  @Override
  public List<String> profileMembers() {
    return PROFILE;
  }

  @Override
  public ScimConnection read(EntryReader entry) {
    return new ScimConnection(entry.httpUrl(), access(entry));
  }

  private static Access access(EntryReader entry) {
    EntryReader auth = OAuthReader.auth(entry);
    return switch (auth.word("type", Auth.class, Auth.BEARER)) {
      case BEARER -> {
        auth.onlyKnown(List.of("type"));
        OAuthReader.unused(entry);
        yield new Access.Fixed(entry.text(TOKEN));
      }
      case OAUTH -> new Access.Granted(OAuthReader.read(entry, List.of(TOKEN)));
    };
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public RemoteApp open(ScimConnection connection, Site site) {
    Outbound http =
        switch (connection.access()) {
          case Access.Fixed _ -> site.http();
          case Access.Granted(var credentials) -> AuthorizedOutbound.open(credentials, site);
        };
    return new ScimApp(http, connection, site.profile(), site.refusals());
  }
}
