package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a directory makes of names and values: what we send, a server may match, refuse or order
/// otherwise.
interface LdapNamesContract extends LdapContract {
  /// More groups than a page of a search has.
  int GROUPS_OF_ONE = 501;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lovelace, Ada",
        "ada+kim",
        "#ada",
        "Jürgen Müller",
        "a\\b",
        "a=b",
        "\"ada\"",
        "a;b<c>",
        "(a*)"
      })
  default void a_name_may_have_any_sign(String name) {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject before = target.shape(ADA, Facts.person(name));
      JsonObject after = target.shape(ADA, Facts.person(name + "2"));
      String ada = created(target.perform(ADA, new Create(before)));
      String team = team(target);
      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada)))));
      assertThat(users()).containsExactly(name);
      assertThat(memberNames()).containsExactlyElementsOf(peopleNames());

      done(target.perform(ADA, new Update(ada, null, before, after)));

      assertThat(users()).containsExactly(name + "2");
      assertThat(memberNames()).containsExactlyElementsOf(peopleNames());
      assertThat(target.perform(ADA, new Resolve(after.without("externalId"))))
          .isInstanceOfSatisfying(
              Found.class, found -> assertThat(found.remoteId()).isEqualTo(ada));
      done(target.perform(ADA, new Delete(ada, null)));
      assertThat(memberNames()).isEmpty();
    }
  }

  @Test
  default void a_member_whose_name_changes_in_letter_case_alone_stays_one() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject before = target.shape(ADA, Facts.person("ada"));
      JsonObject after = target.shape(ADA, Facts.person("Ada"));
      String ada = created(target.perform(ADA, new Create(before)));
      String team = team(target);
      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada)))));

      Answer answer = target.perform(ADA, new Update(ada, null, before, after));

      // A server may hold that this is no other name.
      if (answer instanceof Failed(var failure)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
      } else {
        assertThat(users()).containsExactly("Ada");
      }
      assertThat(memberNames()).containsExactlyElementsOf(peopleNames());
    }
  }

  @Test
  default void a_group_that_gets_another_name_keeps_its_members() {
    try (var target = Opened.of(kind(), entry())) {
      String ada = created(target.perform(ADA, new Create(target.shape(ADA, Facts.person("ada")))));
      String team = team(target);
      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada)))));
      JsonObject before = target.shape(TEAM, Facts.team("Team"));
      JsonObject after = target.shape(TEAM, Facts.team("Crew, the 2nd"));

      done(target.perform(TEAM, new Update(team, null, before, after)));

      assertThat(members("Crew, the 2nd")).containsExactly("ada");
    }
  }

  @Test
  default void whoever_is_in_more_groups_than_a_page_has_leaves_none_behind_by_a_new_name() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject before = target.shape(ADA, Facts.person("ada"));
      JsonObject after = target.shape(ADA, Facts.person("zoe"));
      String ada = created(target.perform(ADA, new Create(before)));
      directory()
          .with(connection -> {
            for (int group = 0; group < GROUPS_OF_ONE; group++) {
              addGroup(connection, "team-" + group);
            }
            return connection;
          });

      // As often as it takes: what does not fit into the time limit goes on in the next attempt.
      Answer answer = target.perform(ADA, new Update(ada, null, before, after));
      for (int attempt = 0; attempt < 20 && !(answer instanceof Done); attempt++) {
        answer = target.perform(ADA, new Update(ada, null, before, after));
      }

      done(answer);
      assertThat(memberNames()).hasSize(GROUPS_OF_ONE).containsOnly(peopleNames().getFirst());
    }
  }

  @Test
  default void an_empty_text_is_no_value() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject empty = titled(target, "");
      JsonObject titled = titled(target, "Dr");

      String ada = created(target.perform(ADA, new Create(empty)));
      done(target.perform(ADA, new Update(ada, null, empty, titled)));
      assertThat(title()).containsExactly("Dr");
      done(target.perform(ADA, new Update(ada, null, titled, empty)));

      assertThat(title()).isEmpty();
    }
  }

  @Test
  default void a_value_that_is_there_twice_is_one() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape =
          target
              .shape(ADA, Facts.person("ada"))
              .with("mail", JsonArray.ofStrings(List.of("ada@example.com", "ada@example.com")));

      created(target.perform(ADA, new Create(shape)));

      assertThat(directory().below(DirectoryUnderTest.PEOPLE).getFirst().getAttributeValues("mail"))
          .containsExactly("ada@example.com");
    }
  }

  private static void addGroup(LDAPConnection connection, String name)
      throws LDAPException, LDIFException {
    connection.add(
        "dn: cn=" + name + "," + DirectoryUnderTest.GROUPS,
        "objectClass: groupOfNames",
        "cn: " + name,
        "member: cn=nobody",
        "member: uid=ada," + DirectoryUnderTest.PEOPLE);
  }

  private static JsonObject titled(Opened target, String title) {
    return target.shape(ADA, Facts.person("ada").with("title", new JsonString(title)));
  }

  private List<String> title() {
    return directory().below(DirectoryUnderTest.PEOPLE).stream()
        .filter(it -> it.hasAttribute("title"))
        .flatMap(it -> Arrays.stream(it.getAttributeValues("title")))
        .toList();
  }

  /// The names of all entries of people, as all that write them otherwise have them.
  private List<String> peopleNames() {
    return directory().below(DirectoryUnderTest.PEOPLE).stream()
        .map(Entry::getDN)
        .map(LdapNamesContract::normalized)
        .toList();
  }

  /// The names of all members of all groups.
  private List<String> memberNames() {
    return directory().below(DirectoryUnderTest.GROUPS).stream()
        .flatMap(it -> Arrays.stream(it.getAttributeValues("member")))
        .filter(it -> !it.equals("cn=nobody"))
        .map(LdapNamesContract::normalized)
        .toList();
  }

  private static String normalized(String dn) {
    try {
      return LdapEntries.normalized(dn);
    } catch (LdapFailedException e) {
      throw new AssertionError(e);
    }
  }

  private static String team(Opened target) {
    return created(target.perform(TEAM, new Create(target.shape(TEAM, Facts.team("Team")))));
  }

  private static MemberGap joins(ResourceRef user, String remoteId) {
    return new MemberGap(user.id().value(), "User", 1, false, null, null, true, remoteId);
  }

  private static String created(Answer answer) {
    assertThat(answer).isInstanceOf(Created.class);
    return ((Created) answer).remoteId();
  }

  private static void done(Answer answer) {
    assertThat(answer).isInstanceOf(Done.class);
  }
}
