package dev.rollcall.connector.target.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an entry may say of the token endpoint, whatever its kind is.
class OAuthReaderTest {
  private static final String GOOD =
      "'auth':{'type':'oauth','tokenUrl':'https://login.example/token','clientId':'c'";

  private final List<String> problems = new ArrayList<>();

  @Test
  void a_good_entry_has_no_problem_and_shows_no_secret() {
    String entry =
        GOOD
            + ",'scope':'users groups','audience':'https://app','parameters':{'resource':'r'},"
            + "'clientAuthentication':'client_secret_post'},'clientSecret':'s3cret'";
    Connection scim = read(new ScimKind(), entry);
    Connection rest = read(rest(), entry);

    assertThat(problems).isEmpty();
    assertThat(scim.toString() + rest).doesNotContain("s3cret");
    assertThat(scim.parts())
        .containsExactly(
            "https://app.example/api",
            "https://login.example/token",
            "c",
            "s3cret",
            "CLIENT_SECRET_POST",
            "scope=users+groups&audience=https%3A%2F%2Fapp&resource=r");
    assertThat(rest.parts()).containsAll(scim.parts());
  }

  static Stream<String> faults() {
    return """
    GOOD} -> 'clientSecret' is missing or not text
    GOOD},'clientSecret':'s','token':'t' -> 'token' cannot stand beside 'auth' of type 'oauth': say one of the two
    'auth':{'type':'oauth','clientId':'c'},'clientSecret':'s' -> 'auth.tokenUrl' is missing or not text
    'auth':{'type':'oauth','clientId':'c','tokenUrl':'http://login.example'},'clientSecret':'s' -> 'auth.tokenUrl' must begin with https:// unless 'allowPrivateAddress' allows private addresses
    'auth':{'type':'oauth','clientId':'c','tokenUrl':'https://x/#f'},'clientSecret':'s' -> 'auth.tokenUrl' must be an absolute URL with a host, without user name and fragment
    'auth':{'type':'oauth','clientId':'c','tokenUrl':'ht tp'},'clientSecret':'s' -> 'auth.tokenUrl' is not a URL
    'auth':{'type':'oauth','tokenUrl':'https://x'},'clientSecret':'s' -> 'auth.clientId' is missing or not text
    GOOD,'clientAuthentication':'none'},'clientSecret':'s' -> 'auth.clientAuthentication' must be 'client_secret_basic', 'client_secret_post' or 'private_key_jwt'
    GOOD,'clientAuthentication':'private_key_jwt'} -> 'privateKey' is missing or not text
    GOOD,'clientAuthentication':'private_key_jwt'},'privateKey':'s' -> 'privateKey' must be a key in PEM that begins with -----BEGIN PRIVATE KEY----- (PKCS #8): RSA of 2048 bits or more, or EC
    GOOD,'keyId':'k'},'clientSecret':'s' -> 'auth.keyId' cannot stand here: nothing is signed
    GOOD},'clientSecret':'s','privateKey':'k' -> 'privateKey' cannot stand here: nothing is signed
    GOOD,'subject':'a@b'},'clientSecret':'s' -> 'auth.subject' cannot stand here: it is for 'grant' 'jwt_bearer'
    GOOD,'grant':'password'},'clientSecret':'s' -> 'auth.grant' must be 'client_credentials' or 'jwt_bearer'
    GOOD,'grant':'jwt-bearer','subject':'a@b'},'privateKey':'k' -> 'auth.grant' must be 'client_credentials' or 'jwt_bearer'
    GOOD,'parameters':{'private_key':'x'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'private_key' like this
    GOOD,'parameters':{'assertion':'x'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'assertion' like this
    'auth':{'type':'bearer'},'token':'t','privateKey':'s' -> 'privateKey' is for 'auth' of type 'oauth'
    GOOD,'clientSecret':'s'},'clientSecret':'s' -> 'auth.clientSecret' is not known
    GOOD,'scope':'a  b'},'clientSecret':'s' -> 'auth.scope' must be names with one space between them
    GOOD,'scope':['a']},'clientSecret':'s' -> 'auth.scope' is missing or not text
    GOOD,'parameters':{'grant_type':'password'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'grant_type' like this
    GOOD,'parameters':{'client_secret':'s'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'client_secret' like this
    GOOD,'parameters':{'password':'s'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'password' like this
    GOOD,'parameters':{'a b':'s'}},'clientSecret':'s' -> 'auth.parameters' cannot have 'a b' like this
    GOOD,'parameters':{'resource':4}},'clientSecret':'s' -> 'auth.parameters' cannot have 'resource' like this
    'auth':{'type':'bearer'},'token':'t','clientSecret':'s' -> 'clientSecret' is for 'auth' of type 'oauth'
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_said_in_words_by_every_kind(String row) {
    String[] sides = row.split(" -> ", -1);
    String entry = sides[0].replace("GOOD", GOOD);

    read(new ScimKind(), entry);
    assertThat(problems).containsExactly(sides[1]);
    problems.clear();
    read(rest(), entry);
    assertThat(problems).containsExactly(sides[1]);
  }

  @Test
  void a_scim_server_takes_a_token_as_ever() {
    read(new ScimKind(), "'token':'t'");
    read(new ScimKind(), "'token':'t','auth':{'type':'bearer'}");
    assertThat(problems).isEmpty();

    read(new ScimKind(), "'token':'t','auth':{}");
    read(new ScimKind(), "'token':'t','auth':{'type':'basic'}");
    read(new ScimKind(), "'auth':{'type':'bearer'}");
    assertThat(problems)
        .containsExactly(
            "'auth.type' is missing",
            "'auth.type' must be 'bearer' or 'oauth'",
            "'token' is missing or not text");
  }

  private static RestKind rest() {
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
  }

  private <C extends Connection> C read(TargetKind<C> kind, String members) {
    String operations =
        "'operations':{'User':{'find':{'method':'GET','path':'/p?n={userName}','answer':'/0/id'},"
            + "'create':{'method':'POST','path':'/p','answer':'/id'},"
            + "'update':{'method':'PUT','path':'/p/{remoteId}'},"
            + "'delete':{'method':'DELETE','path':'/p/{remoteId}'}}}";
    String text = "{'url':'https://app.example/api'," + members + "," + operations + "}";
    JsonObject json =
        new JsonCodec(JsonLimits.CLIENT)
            .readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return kind.read(new EntryReader(json, problems::add));
  }
}
