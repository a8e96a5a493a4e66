package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.HeaderRule;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.oauth.AuthorizedOutbound;
import dev.rollcall.connector.target.oauth.ClientCredentials;
import dev.rollcall.connector.target.oauth.OAuthReader;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Apps with a REST interface of their own.
public final class RestKind implements TargetKind<RestConnection> {
  private static final HeaderRule HEADERS = new HeaderRule(Set.of("host", "content-length"), 4096);
  private static final Profile USUAL =
      new Profile(1, Profile.Update.PATCH, Profile.Removal.DELETE, false).unread().named("rest");

  private final MappingLanguage language;

  public RestKind(MappingLanguage language) {
    this.language = language;
  }

  /// How a request shows who it comes from.
  enum Auth {
    NONE,
    BEARER,
    BASIC,
    HEADER,
    OAUTH
  }

  @Override
  public String name() {
    return "rest";
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
        Member.secret("token"),
        Member.secret("password"),
        Member.secret("apiKey"),
        OAuthReader.PRIVATE_KEY,
        OAuthReader.SECRET,
        Member.open("headers"),
        Member.open("operations"));
  }

  @Override
  public List<String> profileMembers() {
    return List.of(
        "membersPerPatch", "remove", "inactiveCreate", "usersFirst", "pageSize", "rates");
  }

  /// One member at a time: it suits every interface.
  @Override
  public Profile profile() {
    return USUAL;
  }

  /// Where users can be read, whoever was taken out is looked at.
  @Override
  public Profile profile(RestConnection connection) {
    return connection.readsUsers() ? USUAL.read() : USUAL;
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  /// What has no list is not read back.
  @Override
  public boolean isReadable(RestConnection connection) {
    return !connection.listed().isEmpty();
  }

  @Override
  public RestConnection read(EntryReader entry) {
    var headers = new HashMap<String, String>();
    headers.put("accept", "application/json");
    headers.put("user-agent", "Rollcall");
    entry
        .textsByName("headers", HEADERS::allows)
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    EntryReader auth = OAuthReader.auth(entry);
    Auth type = auth.word("type", Auth.class, Auth.NONE);
    headers.putAll(headers(entry, auth, type));
    return new RestConnection(
        entry.httpUrl(), headers, oauth(entry, type), new OperationsReader(language).read(entry));
  }

  @Override
  public List<JsonObject> requests(
      RestConnection connection, ResourceRef resource, JsonObject shape) {
    return new RestPreview(connection).of(resource, shape);
  }

  @Override
  public RemoteApp open(RestConnection connection, Site site) {
    ClientCredentials oauth = connection.oauth();
    Outbound http = oauth == null ? site.http() : AuthorizedOutbound.open(oauth, site);
    var app = new RestApp(http, connection, site.refusals());
    return isReadable(connection)
        ? new ReadableRestApp(app, connection, site.profile().listing().pageSize())
        : app;
  }

  private static @Nullable ClientCredentials oauth(EntryReader entry, Auth type) {
    if (type == Auth.OAUTH) {
      return OAuthReader.read(entry, List.of("token", "password", "apiKey"));
    }
    OAuthReader.unused(entry);
    return null;
  }

  private static Map<String, String> headers(EntryReader entry, EntryReader auth, Auth type) {
    return switch (type) {
      case NONE -> {
        auth.onlyKnown(List.of("type"));
        yield Map.of();
      }
      case BEARER -> {
        auth.onlyKnown(List.of("type"));
        yield checked(entry, "authorization", "Bearer " + entry.text("token"));
      }
      case BASIC -> {
        auth.onlyKnown(List.of("type", "username"));
        String both = auth.text("username") + ":" + entry.text("password");
        yield Map.of(
            "authorization",
            "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
      }
      case HEADER -> {
        auth.onlyKnown(List.of("type", "name"));
        yield checked(entry, auth.text("name").toLowerCase(Locale.ROOT), entry.text("apiKey"));
      }
      // The token comes with each call.
      case OAUTH -> Map.of();
    };
  }

  private static Map<String, String> checked(EntryReader entry, String name, String value) {
    boolean good = (name.isEmpty() || HeaderRule.isName(name)) && HEADERS.isValue(value);
    if (!good) {
      entry.problem("'auth' does not give a header that can be sent");
      return Map.of();
    }
    return Map.of(name, value);
  }
}
