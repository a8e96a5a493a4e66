package dev.rollcall.scim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A tenant's switch turns its own quirk off and no other one.
final class DialectSwitchTest {
  private static final JsonObject USER =
      JsonText.object("{'userName': 'u', 'active': true, 'title': 'T'}");
  private static final JsonObject GROUP =
      JsonText.object("{'displayName': 'G', 'members': [{'value': 'a'}, {'value': 'b'}]}");

  private static Leniency without(String dialect) {
    JsonObject switches = JsonText.object("{'" + dialect + "': false}");
    return Profile.STANDARD.with(Profile.DIALECTS, Profile.DIALECTS, switches).leniency();
  }

  private static Result<Patched> patched(String operation, Leniency leniency) {
    boolean group = operation.contains("members");
    var type = group ? StandardSchemas.GROUP_TYPE : StandardSchemas.USER_TYPE;
    JsonObject body =
        JsonText.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operation
                + "]}");
    return new PatchParser(PatchLimits.CLIENT)
        .parse(type, body, leniency)
        .flatMap(it -> PatchEngine.apply(type, group ? GROUP : USER, it, leniency));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          coerceBooleanStrings     | {'op':'Replace','path':'active','value':'False'}
          expandDottedKeys         | {'op':'replace','value':{'name.givenName':'A'}}
          memberRemoveByValueArray | {'op':'Remove','path':'members','value':[{'value':'a'}]}
          createOnFilterMiss       | {'op':'Add','path':'emails[type eq "work"].value','value':'w'}
          emptyStringClears        | {'op':'replace','path':'title','value':''}
          managerShapes            | {'op':'Add','path':'ENT:manager','value':'m'}
          ignoreUnknownAttributes  | {'op':'add','path':'shoeSize','value':'42'}
          unquotedFilterLiterals   | {'op':'remove','path':'emails[type eq work]'}
          singleValueAsArray       | {'op':'replace','path':'title','value':['X']}
          bareExtensionNames       | {'op':'Add','path':'department','value':'D'}
          """)
  void a_switch_that_is_off_ends_its_quirk(String dialect, String operation) {
    assertThat(patched(operation, Leniency.ALL)).isInstanceOf(Result.Ok.class);
    assertThat(patched(operation, without(dialect))).isNotEqualTo(patched(operation, Leniency.ALL));
    for (String other : names()) {
      if (!other.equals(dialect)) {
        assertThat(patched(operation, without(other)))
            .as(other)
            .isEqualTo(patched(operation, Leniency.ALL));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          unquotedFilterLiterals | externalId eq jyoung
          unquotedFilterLiterals | userName eq 'jyoung'
          coerceBooleanStrings   | active eq "True"
          bareExtensionNames     | id eq "48af" and manager eq "92b7"
          filterBehindBracket    | emails[type eq "work"].value eq "a@b.example"
          """)
  void a_switch_that_is_off_ends_its_quirk_in_filters(String dialect, String filter) {
    var all = new FilterParser(FilterLimits.CLIENT).parse(StandardSchemas.USER_TYPE, filter);
    assertThat(all).isInstanceOf(Result.Ok.class);
    assertThat(
            new FilterParser(FilterLimits.CLIENT, without(dialect))
                .parse(StandardSchemas.USER_TYPE, filter))
        .isNotEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          ignoreUnknownAttributes | {'userName':'u'}
          ignoreUnknownAttributes | {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],'userName':'u'}
          bareExtensionNames      | {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'u','department':'D'}
          expandDottedKeys        | {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'u','name.givenName':'A'}
          managerShapes           | {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'u','ENT':{'manager':'92b7'}}
          """)
  void a_switch_that_is_off_ends_its_quirk_in_bodies(String dialect, String text) {
    JsonObject body = JsonText.object(text);
    var all = ResourceReader.read(StandardSchemas.USER_TYPE, body, Leniency.ALL);
    assertThat(all).isInstanceOf(Result.Ok.class);
    assertThat(ResourceReader.read(StandardSchemas.USER_TYPE, body, without(dialect)))
        .isNotEqualTo(all);
  }

  /// So a switch that is added to the record and forgotten in the reader is found.
  @Test
  void each_switch_has_its_name_in_profiles() {
    names().forEach(it -> assertThat(without(it)).as(it).isNotEqualTo(Leniency.ALL));
    assertThat(names()).hasSize(11);
  }

  private static Set<String> names() {
    return Arrays.stream(Leniency.class.getRecordComponents())
        .map(it -> it.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
