package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.InactiveCreate;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.RateClass;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.ldap.LdapKind;
import dev.rollcall.connector.target.sql.SqlKind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The profiles that come with the connector, and what an entry may say of its own.
class ProfilesTest {
  static final List<String> NAMES = Profiles.NAMES;

  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @FieldSource("NAMES")
  void every_datum_names_its_source_and_says_whether_it_is_certain(String name) {
    JsonObject data = (JsonObject) Objects.requireNonNull(Profiles.resource(name).get("data"));

    for (Map.Entry<String, Json> each : data.members().entrySet()) {
      JsonObject datum = (JsonObject) each.getValue();
      assertThat(datum.get("value")).as(each.getKey()).isNotNull();
      assertThat(datum.text("source").orElse("")).as(each.getKey()).isNotBlank();
      assertThat(datum.get("certain")).as(each.getKey()).isInstanceOf(JsonBoolean.class);
    }
    assertThat(data.members().keySet())
        .isEqualTo(
            ((JsonObject) Objects.requireNonNull(Profiles.resource("standard").get("data")))
                .members()
                .keySet());
  }

  @Test
  void the_standard_is_what_holds_without_a_profile() {
    assertThat(Profiles.named("standard")).contains(Profile.STANDARD);
  }

  /// What is stored to tell whether a target was configured anew must not change by a restart.
  @Test
  void a_profile_has_one_text_which_for_a_standard_one_is_that_of_earlier_versions() {
    assertThat(Profile.STANDARD)
        .hasToString("Profile[membersPerPatch=100, update=PATCH, removal=DELETE, etags=true]");
    assertThat(read("'miro'").toString())
        .contains("user-update/[UPDATE]/[User]/0/100/PT30S/0")
        .contains("group-patch/[UPDATE, MEMBERS]/[Group]/0/100/PT30S/0");
    assertThat(read("'aws-iam-identity-center'").toString())
        .contains("[addresses, emails, phoneNumbers]");
  }

  @Test
  void a_name_an_object_and_both_are_read() {
    Profile emu = read("'github-emu'");
    assertThat(emu.accounts().inactiveCreate()).isEqualTo(InactiveCreate.NEVER);
    assertThat(emu.messages().headers()).containsEntry("user-agent", "Rollcall");

    assertThat(emu.rates().getLast().counted()).isEqualTo(RateClass.Counted.MEMBERS);
    assertThat(emu.toString()).contains("group-members/[MEMBERS]/[Group]/0/1000/PT1H/0/MEMBERS");

    Profile own = read("{'remove':'deactivate','membersPerPatch':7}");
    assertThat(own.accounts().removal()).isEqualTo(Removal.DEACTIVATE);
    assertThat(own.messages().membersPerPatch()).isEqualTo(7);

    Profile both =
        read(
            "{'base':'slack','rates':[{'class':'all','permits':60,'perSeconds':60}],"
                + "'headers':{'X-Team':'7'}}");
    assertThat(both.name()).isEqualTo("slack");
    assertThat(both.rates()).hasSize(1);
    assertThat(both.messages().headers()).containsEntry("x-team", "7");
    assertThat(problems).isEmpty();
  }

  @Test
  void what_is_no_web_service_has_rates_too() {
    for (TargetKind<?> kind : List.of(new LdapKind(), new SqlKind())) {
      var entry =
          new JsonCodec(JsonLimits.CLIENT)
              .readObject(
                  "{\"profile\":{\"rates\":[{\"class\":\"all\",\"permits\":60}]}}"
                      .getBytes(StandardCharsets.UTF_8));
      Profile read =
          new ProfileReader(kind.profile(), kind.profileMembers(), problems::add).read(entry);

      assertThat(read.rates()).as(kind.name()).hasSize(1);
      assertThat(problems).as(kind.name()).isEmpty();
    }
  }

  static Stream<String> faults() {
    return """
    'slak' -> There is no profile 'slak'; there are standard, atlassian, aws-iam-identity-center, databricks, github-emu, google, miro, salesforce, slack, snowflake
    {'base':'slak'} -> There is no profile 'slak'; there are standard, atlassian, aws-iam-identity-center, databricks, github-emu, google, miro, salesforce, slack, snowflake
    {'base':4} -> 'profile.base' is missing or not text
    4 -> 'profile' must be an object
    {'memberz':1} -> 'profile.memberz' is not known
    {'membersPerPatch':0} -> 'profile.membersPerPatch' must be a whole number from 1 to 1000
    {'update':'post'} -> 'profile.update' must be 'patch' or 'put'
    {'inactiveCreate':'yes'} -> 'profile.inactiveCreate' must be 'allowed', 'afterwards' or 'never'
    {'headers':{'authorization':'x'}} -> 'profile.headers' cannot have 'authorization' like this
    {'findUserBy':[]} -> 'profile.findUserBy' must be an array of texts
    {'singleValued':[1]} -> 'profile.singleValued' must be an array of texts
    {'configPath':'../x'} -> 'profile.configPath' must be the name of an endpoint
    {'rates':{}} -> 'profile.rates' must be an array of at most 16 objects
    {'rates':[{'class':'a'}]} -> 'profile.rates.permits' is missing
    {'rates':[{'class':'a','permits':1,'operations':['write']}]} -> 'profile.rates.operations' must be of 'create', 'read', 'update', 'delete', 'members' or 'publish'
    {'rates':[{'class':'a','permits':1,'counts':'people'}]} -> 'profile.rates.counts' must be 'calls' or 'members'
    {'rates':[{'class':'a','permits':1},{'class':'a','permits':2}]} -> 'profile.rates' has two classes 'a'
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_said_in_words(String row) {
    String[] sides = row.split(" -> ", -1);

    read(sides[0]);

    assertThat(problems).containsExactly(sides[1]);
  }

  private Profile read(String text) {
    byte[] json = ("{'profile':" + text + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var names = new ArrayList<String>(List.of("base"));
    names.addAll(
        ((JsonObject) Objects.requireNonNull(Profiles.resource("standard").get("data")))
            .members()
            .keySet());
    return new ProfileReader(Profile.STANDARD, names, problems::add)
        .read(new JsonCodec(JsonLimits.CLIENT).readObject(json));
  }
}
