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
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each quirk beside the standard message that it stands for.
final class DialectTest {
  private static final JsonObject USER =
      JsonText.object(
          """
          {'schemas': ['urn:ietf:params:scim:schemas:core:2.0:User'], 'userName': 'u', 'title': 'T',
           'active': true, 'emails': [{'type': 'home', 'value': 'h'}]}
          """);
  private static final JsonObject GROUP =
      JsonText.object(
          """
          {'schemas': ['urn:ietf:params:scim:schemas:core:2.0:Group'], 'displayName': 'G',
           'members': [{'value': 'a'}, {'value': 'b'}]}
          """);

  private static Result<Patched> outcome(String operation, Leniency leniency) {
    JsonObject body =
        JsonText.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operation
                + "]}");
    boolean group = operation.contains("members") || operation.contains("displayName");
    ResourceTypeDefinition type = group ? StandardSchemas.GROUP_TYPE : StandardSchemas.USER_TYPE;
    JsonObject before = group ? GROUP : USER;
    return new PatchParser(PatchLimits.CLIENT)
        .parse(type, body, leniency)
        .flatMap(it -> PatchEngine.apply(type, before, it, leniency));
  }

  /// What leniency turns into the right message, and strictness does not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'op':'Replace','path':'active','value':'False'} | {'op':'replace','path':'active','value':false}
          {'op':'replace','path':'title','value':''} | {'op':'remove','path':'title'}
          {'op':'replace','path':'title','value':['X']} | {'op':'replace','path':'title','value':'X'}
          {'op':'Add','path':'ENT:manager','value':'m'} | {'op':'add','path':'ENT:manager','value':{'value':'m'}}
          {'op':'Add','path':'manager','value':[{'value':'m'}]} | {'op':'add','path':'ENT:manager','value':{'value':'m'}}
          {'op':'replace','value':{'name.givenName':'A','ENT:department':'D'}} | {'op':'replace','value':{'name':{'givenName':'A'},'ENT':{'department':'D'}}}
          {'op':'Replace','path':'emails[type eq "work"].value','value':'w'} | {'op':'add','path':'emails','value':[{'type':'work','value':'w'}]}
          {'op':'Remove','path':'members','value':[{'$ref':null,'value':'a'}]} | {'op':'remove','path':'members[value eq "a"]'}
          {'op':'replace','path':'emails[type eq home].value','value':'x'} | {'op':'replace','path':'emails[type eq "home"].value','value':'x'}
          {'op':'replace','value':{'colour':'red','title':'X'}} | {'op':'replace','path':'title','value':'X'}
          """)
  void a_quirk_means_the_standard_message(String wrong, String right) {
    assertThat(outcome(right, Leniency.STRICT)).isInstanceOf(Result.Ok.class);
    assertThat(outcome(wrong, Leniency.ALL)).isEqualTo(outcome(right, Leniency.STRICT));
    assertThat(outcome(wrong, Leniency.STRICT)).isNotEqualTo(outcome(right, Leniency.STRICT));
  }

  /// What means the right message always, because it can mean nothing else.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'Op':'REPLACE','Path':'Title','VALUE':'X'} | {'op':'replace','path':'title','value':'X'}
          {'op':'replace','path':'','value':{'title':'X'}} | {'op':'replace','value':{'title':'X'}}
          {'op':'replace','path':null,'value':{'title':'X'}} | {'op':'replace','value':{'title':'X'}}
          {'op':'replace','value':{'id':'x','displayName':'H'}} | {'op':'replace','value':{'displayName':'H'}}
          {'op':'replace','value':{'schemas':['x'],'meta':{},'title':'X'}} | {'op':'replace','value':{'title':'X'}}
          """)
  void a_harmless_form_means_the_standard_message(String wrong, String right) {
    assertThat(outcome(right, Leniency.STRICT)).isInstanceOf(Result.Ok.class);
    assertThat(outcome(wrong, Leniency.ALL)).isEqualTo(outcome(right, Leniency.STRICT));
    assertThat(outcome(wrong, Leniency.STRICT)).isEqualTo(outcome(right, Leniency.STRICT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          emails[type eq "work"].value eq "a"    | emails[type eq "work" and value eq "a"]
          externalId eq jyoung                   | externalId eq "jyoung"
          userName eq 'jyoung'                   | userName eq "jyoung"
          nickName eq 1001                       | nickName eq "1001"
          manager eq "92b7"                      | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "92b7"
          roles[primary eq "True"].value eq "A"  | roles[primary eq true and value eq "A"]
          """)
  void a_quirk_in_a_filter_means_the_standard_filter(String wrong, String right) {
    var lenient = new FilterParser(FilterLimits.CLIENT);
    var strict = new FilterParser(FilterLimits.CLIENT, Leniency.STRICT);
    var meant = strict.parse(StandardSchemas.USER_TYPE, right);
    assertThat(meant).isInstanceOf(Result.Ok.class);
    assertThat(lenient.parse(StandardSchemas.USER_TYPE, wrong)).isEqualTo(meant);
  }
}
