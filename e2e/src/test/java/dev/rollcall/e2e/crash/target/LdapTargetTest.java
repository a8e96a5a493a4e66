package dev.rollcall.e2e.crash.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The directory misbehaves, tells what was done to it, and can be good.
class LdapTargetTest {
  /// By this one each of the six bad moods comes to so many people.
  private static final long SEED = 361;

  private static final int PEOPLE = 40;

  /// Longer than a slow answer takes.
  private static final int PATIENCE_MILLIS = 1_200;

  private final Sightings sightings = new Sightings();
  private final LdapTarget target = new LdapTarget("dir", sightings, SEED);

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void a_good_one_does_what_it_is_told_and_notes_what_people_are_like() throws Exception {
    target.beGood();
    try (var connection = connect()) {
      connection.add(person("ada", "u1"));
      connection.add(
          "dn: cn=crew," + LdapTarget.GROUPS,
          "objectClass: groupOfNames",
          "cn: crew",
          "businessCategory: g1",
          "member: " + LdapTarget.NOBODY,
          "member: UID=ada," + LdapTarget.PEOPLE);
      connection.modify(
          new ModifyRequest(
              "dn: uid=ada," + LdapTarget.PEOPLE,
              "changetype: modify",
              "replace: employeeType",
              "employeeType: off"));
    }
    String ada = "uid=ada," + LdapTarget.PEOPLE;
    assertThat(target.accounts())
        .containsExactly(
            new Account("dir", ada, "User", "u1", "ada", "boss", false, Set.of()),
            new Account(
                "dir",
                "cn=crew," + LdapTarget.GROUPS,
                "Group",
                "g1",
                "crew",
                "",
                true,
                Set.of(ada)));
    assertThat(sightings.arrivals())
        .extracting(Arrival::externalId, Arrival::title, Arrival::active)
        .containsExactly(tuple("u1", "boss", true), tuple("u1", "boss", false));
  }

  /// Whatever is answered: who is there was noted, and nobody else.
  @Test
  void a_moody_one_refuses_is_silent_and_denies_what_it_did() throws Exception {
    var codes = new HashSet<ResultCode>();
    var answered = new ArrayList<String>();
    for (int i = 0; i < PEOPLE; i++) {
      try (var connection = connect()) {
        connection.add(person("p" + i, "u" + i));
        answered.add("u" + i);
      } catch (LDAPException e) {
        codes.add(e.getResultCode());
      }
    }
    assertThat(codes)
        .contains(ResultCode.BUSY, ResultCode.OTHER, ResultCode.ENTRY_ALREADY_EXISTS)
        .containsAnyOf(ResultCode.SERVER_DOWN, ResultCode.CONNECT_ERROR);
    List<String> there = target.accounts().stream().map(Account::externalId).toList();
    assertThat(there).containsAll(answered).hasSizeGreaterThan(answered.size());
    assertThat(sightings.arrivals())
        .extracting(Arrival::externalId)
        .containsExactlyInAnyOrderElementsOf(there);
  }

  private static AddRequest person(String name, String owner) throws Exception {
    return new AddRequest(
        "dn: uid=" + name + "," + LdapTarget.PEOPLE,
        "objectClass: inetOrgPerson",
        "uid: " + name,
        "cn: Somebody",
        "sn: Body",
        "title: boss",
        "employeeNumber: " + owner);
  }

  private LDAPConnection connect() throws LDAPException {
    var options = new LDAPConnectionOptions();
    options.setResponseTimeoutMillis(PATIENCE_MILLIS);
    return new LDAPConnection(
        options, "127.0.0.1", target.port(), LdapTarget.BIND_DN, LdapTarget.PASSWORD);
  }
}
