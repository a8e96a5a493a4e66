package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.HeaderRule;
import dev.rollcall.connector.target.TargetKind.Member;
import dev.rollcall.connector.target.oauth.ClientCredentials.Authentication;
import dev.rollcall.connector.target.oauth.ClientCredentials.Client;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the credentials of an entry whose `auth` is of the type `oauth`.
public final class OAuthReader {
  /// The member that says how requests show who they come from.
  public static final String AUTH = "auth";

  /// The member of an entry beside `auth` that nobody may see.
  public static final Member SECRET = Member.secret("clientSecret");

  private static final String SCOPE = "scope";
  private static final String AUDIENCE = "audience";
  private static final String PARAMETERS = "parameters";
  private static final List<String> MEMBERS =
      List.of("type", "tokenUrl", "clientId", "clientAuthentication", SCOPE, AUDIENCE, PARAMETERS);

  /// What is said elsewhere in the entry, or by us.
  private static final Set<String> OURS =
      Set.of("grant_type", "client_id", "client_secret", SCOPE, AUDIENCE);

  private static final Pattern SCOPES =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int PARAMETERS_MAX = 20;
  private static final int VALUE_CHARS_MAX = 2048;

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
    var client =
        new Client(
            auth.text("clientId"),
            entry.text(SECRET.name()),
            auth.word(
                "clientAuthentication", Authentication.class, Authentication.CLIENT_SECRET_BASIC));
    return new ClientCredentials(endpoint, client, parameters(auth));
  }

  /// Says that a secret is there which only this type of `auth` needs.
  public static void unused(EntryReader entry) {
    if (entry.has(SECRET.name())) {
      entry.problem(entry.quoted(SECRET.name()) + " is for 'auth' of type 'oauth'");
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
