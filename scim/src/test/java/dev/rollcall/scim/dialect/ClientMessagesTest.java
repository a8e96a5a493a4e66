package dev.rollcall.scim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each client was seen to send, beside the standard message that it stands for: docs/dialects
/// has the same table with the sources.
final class ClientMessagesTest {
  private static final JsonObject USER =
      read(
          StandardSchemas.USER_TYPE,
          """
          {'userName': 'ann@contoso.example', 'displayName': 'Ann Lee', 'active': true,
           'name': {'givenName': 'Ann', 'familyName': 'Lee'},
           'emails': [{'type': 'home', 'value': 'ann@home.example'}],
           'roles': [{'value': 'reader'}], 'ENT': {'department': 'R&D', 'manager': {'value': 'old'}}}
          """);
  private static final JsonObject GROUP =
      read(
          StandardSchemas.GROUP_TYPE,
          "{'displayName': 'Sales', 'members': [{'value': 'a1b2'}, {'value': 'f648'}]}");

  private static JsonObject read(ResourceTypeDefinition type, String body) {
    if (ResourceReader.read(type, JsonText.object(body), Leniency.ALL)
        instanceof Result.Ok<JsonObject>(var resource)) {
      return resource;
    }
    throw new IllegalArgumentException(body);
  }

  private static Result<Patched> patched(String operations, JsonObject before, Leniency leniency) {
    var type = before.equals(GROUP) ? StandardSchemas.GROUP_TYPE : StandardSchemas.USER_TYPE;
    JsonObject message =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Urns.PATCH_OP)))
            .putAll(JsonText.object("{'Operations':[" + operations + "]}").members())
            .build();
    return new PatchParser(PatchLimits.CLIENT)
        .parse(type, message, leniency)
        .flatMap(it -> PatchEngine.apply(type, before, it, leniency));
  }

  private static void assertMeans(String wrong, String right, JsonObject before) {
    Result<Patched> meant = patched(right, before, Leniency.STRICT);
    assertThat(meant).isInstanceOf(Result.Ok.class);
    assertThat(patched(wrong, before, Leniency.ALL)).isEqualTo(meant);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Entra          | {'op':'Replace','path':'active','value':'False'} | {'op':'replace','path':'active','value':false}
          Entra          | {'op':'Add','path':'active','value':'True'} | {'op':'add','path':'active','value':true}
          Entra          | {'op':'Replace','path':'emails[type eq "work"].value','value':'a@b.example'} | {'op':'add','path':'emails','value':[{'type':'work','value':'a@b.example'}]}
          Entra          | {'op':'Add','path':'addresses[type eq "work"].Formatted','value':'18/2112'} | {'op':'add','path':'addresses','value':[{'type':'work','formatted':'18/2112'}]}
          Entra          | {'op':'Add','path':'manager','value':[{'$ref':'http://h/scim/Users/92b7','value':'92b7'}]} | {'op':'add','path':'ENT:manager','value':{'value':'92b7'}}
          Entra          | {'op':'Add','path':'ENT:manager','value':'92b7'} | {'op':'add','path':'ENT:manager','value':{'value':'92b7'}}
          Entra          | {'op':'Replace','path':'ENT:manager','value':''} | {'op':'remove','path':'ENT:manager'}
          Entra          | {'op':'Replace','path':'ENT:manager','value':{'value':''}} | {'op':'remove','path':'ENT:manager'}
          Entra          | {'op':'Add','path':'roles[primary eq "True"].value','value':'Admin'} | {'op':'add','path':'roles','value':[{'primary':true,'value':'Admin'}]}
          Entra          | {'op':'Replace','path':'shoeSize','value':'42'},{'op':'Replace','path':'title','value':'X'} | {'op':'replace','path':'title','value':'X'}
          Entra, flag    | {'op':'replace','value':{'displayName':'X','name.givenName':'A','ENT:employeeNumber':'42'}} | {'op':'replace','value':{'displayName':'X','name':{'givenName':'A'},'ENT':{'employeeNumber':'42'}}}
          Entra, flag    | {'op':'replace','value':{'ENT:manager':{'value':'92b7','displayName':'Kim'}}} | {'op':'replace','path':'ENT:manager','value':{'value':'92b7'}}
          Entra, flag    | {'op':'replace','value':{'ENT:manager.value':'92b7'}} | {'op':'replace','path':'ENT:manager.value','value':'92b7'}
          Entra, gallery | {'op':'replace','path':'emails[type eq "home"].value','value':''} | {'op':'remove','path':'emails[type eq "home"]'}
          Okta           | {'op':'replace','value':{'active':false}} | {'op':'replace','path':'active','value':false}
          OneLogin       | {'op':'replace','path':'active','value':false} | {'op':'replace','path':'active','value':false}
          Ping           | {'op':'replace','value':{'active':'false'}} | {'op':'replace','path':'active','value':false}
          SailPoint      | {'op':'add','value':{'active':false}} | {'op':'replace','path':'active','value':false}
          SailPoint      | {'op':'replace','path':'name','value':{'familyName':'Roy'}} | {'op':'replace','path':'name.familyName','value':'Roy'}
          Google         | {'op':'replace','path':'','value':{'active':false}} | {'op':'replace','path':'active','value':false}
          .NET libraries | {'Op':'replace','Path':'displayName','Value':['X']} | {'op':'replace','path':'displayName','value':'X'}
          """)
  void a_message_about_a_user_means_the_standard_one(String client, String wrong, String right) {
    assertThat(client).isNotBlank();
    assertMeans(wrong, right, USER);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Entra       | {'op':'Add','path':'members','value':[{'$ref':null,'value':'c3'},{'$ref':null,'value':'a1b2'}]} | {'op':'add','path':'members','value':[{'value':'c3'}]}
          Entra       | {'op':'Remove','path':'members','value':[{'$ref':null,'value':'f648'}]} | {'op':'remove','path':'members[value eq "f648"]'}
          Entra, flag | {'op':'remove','path':'members[value eq "f648"]'} | {'op':'remove','path':'members[value eq "f648"]'}
          Okta        | {'op':'replace','value':{'id':'4073','displayName':'Sales EMEA'}} | {'op':'replace','path':'displayName','value':'Sales EMEA'}
          Okta        | {'op':'replace','path':'members','value':[{'value':'c3','display':'kim'}]} | {'op':'replace','path':'members','value':[{'value':'c3'}]}
          OneLogin    | {'op':'add','path':'members','value':[{'value':'c3'}]} | {'op':'add','path':'members','value':[{'value':'c3'}]}
          JumpCloud   | {'op':'remove','path':'members','value':[{'value':'a1b2'}]} | {'op':'remove','path':'members[value eq "a1b2"]'}
          JumpCloud   | {'op':'add','path':'members','value':{'value':'c3'}} | {'op':'add','path':'members','value':[{'value':'c3'}]}
          Ping        | {'op':'remove','path':'members','value':['f648']} | {'op':'remove','path':'members[value eq "f648"]'}
          """)
  void a_message_about_a_group_means_the_standard_one(String client, String wrong, String right) {
    assertThat(client).isNotBlank();
    assertMeans(wrong, right, GROUP);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Entra     | {'userName':'a','active':'True','roles':[{'primary':'True','value':'Admin'}],'ENT':{'manager':'92b7'}} | {'userName':'a','active':true,'roles':[{'primary':true,'value':'Admin'}],'ENT':{'manager':{'value':'92b7'}}}
          Entra     | {'userName':'a','addresses':null,'roles':[],'meta':{'resourceType':'User'}} | {'userName':'a'}
          Okta      | {'userName':'a','password':'s3cret','groups':[],'locale':'en-US'} | {'userName':'a','locale':'en-US'}
          Google    | {'userName':'a','active':false,'emails':{'value':'a@b.example'}} | {'userName':'a','active':false,'emails':[{'value':'a@b.example'}]}
          SailPoint | {'userName':'a','shoeSize':42} | {'userName':'a'}
          """)
  void a_body_means_the_standard_one(String client, String wrong, String right) {
    assertThat(client).isNotBlank();
    JsonObject standard =
        JsonText.object(right).toBuilder()
            .put("schemas", JsonArray.ofStrings(List.of(Urns.USER)))
            .build();
    Result<JsonObject> meant =
        ResourceReader.read(StandardSchemas.USER_TYPE, standard, Leniency.STRICT);
    assertThat(meant).isInstanceOf(Result.Ok.class);
    assertThat(ResourceReader.read(StandardSchemas.USER_TYPE, JsonText.object(wrong), Leniency.ALL))
        .isEqualTo(meant);
  }
}
