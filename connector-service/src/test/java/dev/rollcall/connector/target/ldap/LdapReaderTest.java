package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.target.EntryReader;
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

class LdapReaderTest {
  private static final String GOOD =
      "'url':'ldaps://ldap.example','bindDn':'cn=r,dc=x','password':'top-secret',"
          + "'users':{'base':'ou=p,dc=x'},'groups':{'base':'ou=g,dc=x'},"
          + "'disable':{'attribute':'pwdAccountLockedTime','value':'000001010000Z'}";

  private final List<String> problems = new ArrayList<>();

  @Test
  void what_is_not_said_is_as_usual() {
    LdapEndpoint endpoint = read("{" + GOOD + "}");

    assertThat(problems).isEmpty();
    assertThat(endpoint.users())
        .isEqualTo(
            new Layout("ou=p,dc=x", "uid", List.of("inetOrgPerson"), "employeeNumber", "uid"));
    assertThat(endpoint.groups())
        .isEqualTo(
            new Layout("ou=g,dc=x", "cn", List.of("groupOfNames"), "businessCategory", "cn"));
    assertThat(endpoint.emptyMember()).isEqualTo("cn=nobody");
    assertThat(endpoint.entryId()).isEqualTo("entryUUID");
    assertThat(endpoint.port()).isEqualTo(636);
    assertThat(endpoint.toString()).doesNotContain("top-secret");
    assertThat(endpoint.credentials().toString()).doesNotContain("top-secret");
  }

  @Test
  void active_directory_has_its_own_ways() {
    LdapEndpoint endpoint = read("{" + GOOD.replaceAll(",'disable.*", "") + ",'directory':'ad'}");

    assertThat(problems).isEmpty();
    assertThat(endpoint.disabling()).isEqualTo(new Disabling.AccountControl());
    assertThat(endpoint.users().matchAttribute()).isEqualTo("sAMAccountName");
    assertThat(endpoint.emptyMember()).isNull();
    assertThat(endpoint.entryId()).isEqualTo("objectGUID");
  }

  static Stream<String> rows() {
    return """
    'url':'ldaps://ldap.example' -> 'url':'https://ldap.example' -> 'url' must begin with ldaps:// or ldap://
    'url':'ldaps://ldap.example' -> 'url':'ldap://ldap.example','startTls':false -> 'startTls' must be true unless 'allowPrivateAddress' allows private addresses
    'password':'top-secret', -> NOTHING -> 'password' is missing or not text
    'cn=r,dc=x' -> 'nobody' -> 'bindDn' must be a DN
    {'base':'ou=p,dc=x'} -> {'base':'ou=p,dc=x','rdn':'u id'} -> 'users.rdn' must be the name of an attribute
    {'base':'ou=p,dc=x'} -> {'base':'ou=p,dc=x','rnd':'uid'} -> 'users.rnd' is not known
    {'base':'ou=p,dc=x'} -> {'base':'ou=p,dc=x','classes':[]} -> 'users.classes' must be an array of texts
    {'base':'ou=g,dc=x'} -> {} -> 'groups.base' is missing or not text
    {'attribute':'pwdAccountLockedTime','value':'000001010000Z'} -> 'never' -> 'disable' must be 'delete', or an object with 'attribute' and 'value'
    ,'disable':{'attribute':'pwdAccountLockedTime','value':'000001010000Z'} -> NOTHING -> 'disable' must say how an account is made inactive: 'delete', or an object with 'attribute' and 'value'
    'password' -> 'certificates':'nonsense','password' -> 'certificates' must hold certificates in PEM
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_fault_is_said_by_name_and_quotes_no_secret(String row) {
    String[] parts = row.split(" -> ", -1);

    read("{" + GOOD.replace(parts[0], parts[1].replace("NOTHING", "")) + "}");

    assertThat(problems).containsExactly(parts[2]);
  }

  private LdapEndpoint read(String text) {
    JsonObject entry =
        new JsonCodec(JsonLimits.CLIENT)
            .readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new LdapReader(new EntryReader(entry, problems::add)).read();
  }
}
