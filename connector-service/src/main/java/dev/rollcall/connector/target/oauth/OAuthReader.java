package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.HeaderRule;
import dev.rollcall.connector.target.TargetKind.Member;
import dev.rollcall.connector.target.oauth.Assertion.Use;
import dev.rollcall.connector.target.oauth.Client.OfSecret.Place;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the credentials of an entry whose `auth` is of the type `oauth`.
public final class OAuthReader {
  /// The member that says how requests show who they come from.
  public static final String AUTH = "auth";

  /// The member of an entry beside `auth` that nobody may see.
  public static final Member SECRET = Member.secret("clientSecret");

  /// The same, where assertions are signed.
  public static final Member PRIVATE_KEY = Member.secret("privateKey");

  private static final String GRANT = "grant";
  private static final String AUTHENTICATION = "clientAuthentication";
  private static final String SUBJECT = "subject";
  private static final String KEY_ID = "keyId";
  private static final String ASSERTION_AUDIENCE = "assertionAudience";
  private static final String SCOPE = "scope";
  private static final String AUDIENCE = "audience";
  private static final String PARAMETERS = "parameters";
  private static final List<String> MEMBERS =
      List.of(
          "type",
          "tokenUrl",
          "clientId",
          GRANT,
          AUTHENTICATION,
          SUBJECT,
          KEY_ID,
          ASSERTION_AUDIENCE,
          SCOPE,
          AUDIENCE,
          PARAMETERS);

  /// What is said elsewhere in the entry, or by us.
  private static final Set<String> OURS =
      Set.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "assertion",
          SCOPE,
          AUDIENCE);

  private static final Pattern SCOPES =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int PARAMETERS_MAX = 20;
  private static final int VALUE_CHARS_MAX = 2048;

  /// What a token is given for.
  private enum Grant {
    CLIENT_CREDENTIALS,
    JWT_BEARER
  }

  private enum Authentication {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT
  }

  /// Of an entry with a problem, which nobody opens.
  private static final Client UNREADABLE = new Client.OfSecret("", "", Place.CLIENT_SECRET_BASIC);

  private OAuthReader() {}

  /// Returns what an entry says of how requests show who they come from, which has a `type`.
  public static EntryReader auth(EntryReader entry) {
    EntryReader auth = entry.within(AUTH);
    if (entry.has(AUTH) && !auth.has("type")) {
      entry.problem("'auth.type' is missing");
    }
    return auth;
  }

  /// Reads the credentials. What other types of `auth` need must not be there.
  ///
  /// @param others the members of the kind that hold credentials of other types
  public static ClientCredentials read(EntryReader entry, List<String> others) {
    EntryReader auth = entry.within(AUTH);
    auth.onlyKnown(MEMBERS);
    for (String each : others) {
      if (entry.has(each)) {
        entry.problem(
            entry.quoted(each) + " cannot stand beside 'auth' of type 'oauth': say one of the two");
      }
    }
    URI endpoint = auth.httpUrl("tokenUrl", entry.allowsPrivateAddress());
    return new ClientCredentials(endpoint, client(entry, auth), parameters(auth));
  }

  /// Says that a secret is there which only this type of `auth` needs.
  public static void unused(EntryReader entry) {
    for (Member each : List.of(SECRET, PRIVATE_KEY)) {
      if (entry.has(each.name())) {
        entry.problem(entry.quoted(each.name()) + " is for 'auth' of type 'oauth'");
      }
    }
  }

  private static Client client(EntryReader entry, EntryReader auth) {
    String id = auth.text("clientId");
    String audience = auth.text(ASSERTION_AUDIENCE, "");
    Optional<Grant> grant = auth.word(GRANT, Grant.class);
    Optional<Authentication> shown = auth.word(AUTHENTICATION, Authentication.class);
    if ((grant.isEmpty() && auth.has(GRANT)) || (shown.isEmpty() && auth.has(AUTHENTICATION))) {
      // What else there must be depends on what it should have been.
      return UNREADABLE;
    }
    return switch (grant.orElse(Grant.CLIENT_CREDENTIALS)) {
      case JWT_BEARER -> {
        unneeded(auth, List.of(AUTHENTICATION), "there is no other than the assertion");
        yield signed(id, entry, new Assertion(new Use.Grant(auth.text(SUBJECT, "")), audience));
      }
      case CLIENT_CREDENTIALS -> {
        unneeded(auth, List.of(SUBJECT), "it is for 'grant' 'jwt_bearer'");
        yield switch (shown.orElse(Authentication.CLIENT_SECRET_BASIC)) {
          case PRIVATE_KEY_JWT ->
              signed(id, entry, new Assertion(new Use.Authentication(), audience));
          case CLIENT_SECRET_BASIC -> secret(id, entry, Place.CLIENT_SECRET_BASIC);
          case CLIENT_SECRET_POST -> secret(id, entry, Place.CLIENT_SECRET_POST);
        };
      }
    };
  }

  private static Client secret(String id, EntryReader entry, Place place) {
    String why = "nothing is signed";
    unneeded(entry, List.of(PRIVATE_KEY.name()), why);
    unneeded(entry.within(AUTH), List.of(KEY_ID, ASSERTION_AUDIENCE), why);
    return new Client.OfSecret(id, entry.text(SECRET.name()), place);
  }

  private static Client signed(String id, EntryReader entry, Assertion assertion) {
    unneeded(entry, List.of(SECRET.name()), "there is a key instead");
    String pem = entry.text(PRIVATE_KEY.name());
    try {
      String keyId = entry.within(AUTH).text(KEY_ID, "");
      return new Client.OfKey(id, SigningKey.read(pem, keyId), assertion);
    } catch (GeneralSecurityException e) {
      // What the reason says may quote the key.
      if (!pem.isEmpty()) {
        entry.problem(
            entry.quoted(PRIVATE_KEY.name())
                + " must be a key in PEM that begins with -----BEGIN PRIVATE KEY----- (PKCS #8):"
                + " RSA of 2048 bits or more, or EC");
      }
      return UNREADABLE;
    }
  }

  private static void unneeded(EntryReader where, List<String> names, String why) {
    for (String each : names) {
      if (where.has(each)) {
        where.problem(where.quoted(each) + " cannot stand here: " + why);
      }
    }
  }

  private static SequencedMap<String, String> parameters(EntryReader auth) {
    var parameters = new LinkedHashMap<String, String>();
    String scope = auth.text(SCOPE, "");
    if (!scope.isEmpty()) {
      if (scope.length() > VALUE_CHARS_MAX || !SCOPES.matcher(scope).matches()) {
        auth.problem(auth.quoted(SCOPE) + " must be names with one space between them");
      }
      parameters.put(SCOPE, scope);
    }
    String audience = auth.text(AUDIENCE, "");
    if (!audience.isEmpty()) {
      if (!isValue(audience)) {
        auth.problem(auth.quoted(AUDIENCE) + " has characters that cannot be sent, or too many");
      }
      parameters.put(AUDIENCE, audience);
    }
    var more = auth.textsByName(PARAMETERS, OAuthReader::isParameter);
    if (more.size() > PARAMETERS_MAX) {
      auth.problem(auth.quoted(PARAMETERS) + " can have at most " + PARAMETERS_MAX);
    }
    parameters.putAll(more);
    return parameters;
  }

  /// What is said here is recorded in the clear.
  private static boolean isParameter(String name, String value) {
    return PARAMETER.matcher(name).matches()
        && !OURS.contains(name)
        && !HeaderRule.soundsSecret(name)
        && isValue(value);
  }

  private static boolean isValue(String value) {
    return value.length() <= VALUE_CHARS_MAX && value.chars().noneMatch(Character::isISOControl);
  }
}
