package dev.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations and what they make of a user, as text: the attributes that are there afterwards,
/// `same` where nothing changes, or the keyword of the refusal.
final class PatchTableTest {
  private static final JsonObject USER =
      JsonText.object(
          """
          {'schemas': ['urn:ietf:params:scim:schemas:core:2.0:User'], 'userName': 'u', 'title': 'T',
           'name': {'givenName': 'A', 'familyName': 'B'},
           'emails': [{'type': 'work', 'value': 'w', 'primary': true}, {'type': 'home', 'value': 'h'}],
           'roles': [{'value': 'r'}]}
          """);

  private static String outcome(JsonObject before, String operations, Leniency leniency) {
    ResourceTypeDefinition type = StandardSchemas.USER_TYPE;
    JsonObject body =
        JsonText.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operations
                + "]}");
    Result<Patched> patched =
        new PatchParser(PatchLimits.CLIENT)
            .parse(type, body, leniency)
            .flatMap(it -> PatchEngine.apply(type, before, it, leniency));
    return switch (patched) {
      case Result.Refused<Patched>(var error) -> Objects.requireNonNull(error.scimType()).keyword();
      case Result.Ok<Patched>(var result) ->
          result.changed() ? difference(before, result.resource()) : "same";
    };
  }

  /// The members that differ, in the notation of the tables; `-name` for one that is gone.
  private static String difference(JsonObject before, JsonObject after) {
    var text = new StringBuilder();
    before.members().keySet().stream()
        .filter(name -> after.get(name) == null)
        .forEach(name -> text.append(" -").append(name));
    after
        .members()
        .forEach((name, value) -> {
          if (!value.equals(before.get(name)) && !name.equals("schemas")) {
            text.append(' ').append(name).append('=').append(Shown.of(value));
          }
        });
    return text.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'op':'add','path':'emails','value':{'type':'other','value':'o'}} | emails=[{type:work,value:w,primary:true},{type:home,value:h},{type:other,value:o}]
          {'op':'add','path':'emails','value':[{'type':'HOME','value':'H','display':'x'}]} | emails=[{type:work,value:w,primary:true},{type:home,value:h,display:x}]
          {'op':'add','path':'emails','value':[{'type':'home','value':'h','primary':true}]} | emails=[{type:work,value:w,primary:false},{type:home,value:h,primary:true}]
          {'op':'add','path':'emails','value':[{'value':'a','primary':true},{'value':'b','primary':true}]} | invalidValue
          {'op':'add','path':'emails','value':[]} | same
          {'op':'add','path':'emails','value':null} | same
          {'op':'add','path':'emails','value':'x'} | invalidValue
          {'op':'add','path':'emails','value':[{'type':'other','value':''}]} | same
          {'op':'replace','path':'emails','value':{'value':'o'}} | emails=[{value:o}]
          {'op':'replace','path':'emails','value':null} | -emails
          {'op':'replace','path':'emails','value':[{'value':'a'},{'value':'A','type':null}]} | emails=[{value:a}]
          {'op':'replace','path':'emails[type eq "work"]','value':null} | emails=[{type:home,value:h}]
          {'op':'replace','path':'emails[type eq "none"]','value':null} | same
          {'op':'replace','path':'emails[type eq "home"]','value':{'type':'other','value':'o'}} | emails=[{type:work,value:w,primary:true},{type:other,value:o}]
          {'op':'replace','path':'emails[type eq "home"]','value':[{'value':'o'}]} | emails=[{type:work,value:w,primary:true},{type:home,value:o}]
          {'op':'replace','path':'emails[type pr].value','value':'x'} | emails=[{type:work,value:x,primary:true},{type:home,value:x}]
          {'op':'replace','path':'emails[type pr].primary','value':true} | invalidValue
          {'op':'replace','path':'emails[value co "h"].primary','value':'TRUE'} | emails=[{type:work,value:w,primary:false},{type:home,value:h,primary:true}]
          {'op':'replace','path':'emails[value eq "W"].type','value':'home'} | emails=[{type:home,value:w,primary:true},{type:home,value:h}]
          {'op':'replace','path':'emails[type eq "x" and not (value pr)].value','value':'x'} | noTarget
          {'op':'replace','path':'emails[type eq "x" and type eq "y"].value','value':'x'} | noTarget
          {'op':'replace','path':'emails.display','value':'d'} | emails=[{type:work,value:w,primary:true,display:d},{type:home,value:h,display:d}]
          {'op':'add','path':'phoneNumbers.value','value':'1'} | phoneNumbers=[{value:1}]
          {'op':'remove','path':'emails.value'} | -emails
          {'op':'remove','path':'emails[type eq "work"].primary'} | emails=[{type:work,value:w},{type:home,value:h}]
          {'op':'remove','path':'emails','value':{'value':'H'}} | emails=[{type:work,value:w,primary:true}]
          {'op':'remove','path':'emails','value':[{'type':'work','value':'h'}]} | same
          {'op':'remove','path':'emails','value':null} | -emails
          {'op':'remove','path':'roles','value':[{'value':'r','primary':false}]} | -roles
          {'op':'add','path':'roles[primary eq "True"].type','value':'t'},{'op':'add','path':'roles[primary eq "True"].value','value':'v'} | roles=[{value:r},{primary:true,type:t,value:v}]
          {'op':'add','path':'name','value':{'givenName':null,'MIDDLENAME':'M'}} | name={familyName:B,middleName:M}
          {'op':'replace','path':'name','value':{}} | same
          {'op':'replace','path':'name','value':null} | -name
          {'op':'replace','path':'name','value':''} | -name
          {'op':'replace','path':'name','value':'A B'} | invalidValue
          {'op':'replace','path':'name.familyName','value':['C']} | name={givenName:A,familyName:C}
          {'op':'remove','path':'name'} | -name
          {'op':'add','path':'title','value':''} | -title
          {'op':'replace','path':'title','value':5} | invalidValue
          {'op':'replace','path':'title','value':['a','b']} | invalidValue
          {'op':'replace','path':'title','value':'a\\u0000'} | invalidValue
          {'op':'replace','path':'x509Certificates','value':[{'value':'no base64!'}]} | invalidValue
          {'op':'replace','path':'active','value':1} | invalidValue
          {'op':'replace','path':'active','value':''} | invalidValue
          {'op':'replace','path':'active','value':['False']} | active=false
          {'op':'replace','path':'userName','value':null} | invalidValue
          {'op':'replace','path':'userName','value':'  '} | invalidValue
          {'op':'replace','value':{'userName':null}} | invalidValue
          {'op':'remove','path':'urn:ietf:params:scim:schemas:core:2.0:User:userName'} | mutability
          {'op':'remove','path':'schemas'} | mutability
          {'op':'replace','path':'schemas','value':['urn:x']} | same
          {'op':'remove','path':'meta'} | mutability
          {'op':'replace','path':'meta.created','value':'2026-01-01T00:00:00Z'} | mutability
          {'op':'replace','path':'password','value':'secret'} | same
          {'op':'replace','path':'ENT','value':{'department':'D','manager':'m'}} | ENT={department:D,manager:{value:m}}
          {'op':'add','path':'urn:ietf:params:scim:schemas:core:2.0:User','value':{'title':'X'}} | title=X
          {'op':'remove','path':'urn:ietf:params:scim:schemas:core:2.0:User'} | mutability
          {'op':'replace','path':'manager.value','value':'m'} | ENT={manager:{value:m}}
          {'op':'add','path':'manager','value':{'$ref':'../Users/m'}} | ENT={manager:{value:m}}
          {'op':'add','path':'manager','value':{'displayName':'M'}} | same
          {'op':'replace','value':{'ENT':{'manager.value':'m'}}} | ENT={manager:{value:m}}
          {'op':'replace','value':{'ENT':null}} | same
          {'op':'replace','value':{'ENT':'x'}} | invalidValue
          {'op':'add','path':'urn:x:Berth:2.0:User:slot','value':'7'} | urn:x:Berth:2.0:User={slot:7}
          {'op':'add','path':'urn:x:Berth:2.0:User:slot','value':'7'},{'op':'remove','path':'URN:x:berth:2.0:User:SLOT'} | same
          {'op':'add','value':{'urn:x:Berth:2.0:User':{'slot':'7'}}} | urn:x:Berth:2.0:User={slot:7}
          {'op':'add','path':'urn:x:Berth:2.0:User:slot','value':'7'},{'op':'remove','path':'urn:x:Berth:2.0:User'} | same
          {'op':'add','path':'emails[type eq "work"].colour','value':'x'} | same
          {'op':'add','path':'emails[colour eq "x"].value','value':'x'} | same
          {'op':'add','value':{'not a name':'x'}} | same
          {'op':'add','value':{'emails[type xx 1].value':'x'}} | invalidFilter
          {'op':'add','path':'/title','value':'x'} | invalidPath
          {'op':'add','path':'emails[type eq "work"]value','value':'x'} | invalidPath
          {'op':'add','path':'emails[type eq "work"].','value':'x'} | invalidPath
          {'op':'add','path':'emails[]','value':{}} | invalidFilter
          {'op':'add','path':'name[givenName pr].familyName','value':'x'} | invalidPath
          {'op':'add','path':'emails[primary gt true].value','value':'x'} | invalidFilter
          {'op':'add','path':5,'value':'x'} | invalidPath
          {'op':5,'path':'title','value':'x'} | invalidSyntax
          {'path':'title','value':'x'} | invalidSyntax
          5 | invalidSyntax
          {'op':'remove','path':''} | noTarget
          {'op':'add','path':null,'value':{'title':'X'}} | title=X
          """)
  void operations_make_of_a_user(String operations, String outcome) {
    assertThat(outcome(USER, operations, Leniency.ALL))
        .isEqualTo(outcome.replace("ENT", StandardSchemas.ENTERPRISE_USER.urn()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'op':'replace','path':'title','value':''} | title=
          {'op':'replace','path':'userName','value':''} | invalidValue
          {'op':'replace','path':'title','value':['X']} | invalidValue
          {'op':'replace','value':{'name.givenName':'X'}} | invalidPath
          {'op':'replace','value':{'ENT:department':'X'}} | invalidPath
          {'op':'replace','value':{'ENT':{'department':'X'}}} | ENT={department:X}
          {'op':'replace','path':'ENT:department','value':'X'} | ENT={department:X}
          {'op':'replace','path':'ENT:manager','value':'m'} | invalidValue
          {'op':'replace','path':'ENT:manager','value':[{'value':'m'}]} | invalidValue
          {'op':'replace','path':'ENT:manager','value':{'value':'m'}} | ENT={manager:{value:m}}
          {'op':'replace','path':'name','value':{'colour':'X'}} | invalidValue
          {'op':'add','path':'urn:x:Berth:2.0:User:slot','value':'7'} | invalidPath
          {'op':'add','path':'emails[type eq "x"].value','value':'x'} | noTarget
          {'op':'add','path':'emails[type eq work].value','value':'x'} | invalidFilter
          {'op':'add','path':'roles[primary eq "True"].value','value':'x'} | invalidFilter
          {'op':'remove','path':'emails[type eq "x"]'} | same
          {'op':'remove','path':'emails[type eq "work"].value'} | emails=[{type:home,value:h}]
          """)
  void without_leniency_operations_make_of_a_user(String operations, String outcome) {
    String ent = StandardSchemas.ENTERPRISE_USER.urn();
    assertThat(outcome(USER, operations, Leniency.STRICT)).isEqualTo(outcome.replace("ENT", ent));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'op':'replace','path':'manager','value':{'value':'m1'}} | same
          {'op':'replace','path':'manager','value':{'value':'m2'}} | ENT={department:D,manager:{value:m2}}
          {'op':'replace','path':'manager.value','value':''} | ENT={department:D}
          {'op':'remove','path':'manager.value'} | ENT={department:D}
          {'op':'replace','path':'manager','value':{'displayName':'X'}} | same
          {'op':'replace','path':'manager.$ref','value':'https://h/scim/v2/Users/m2'} | ENT={department:D,manager:{value:m2}}
          {'op':'remove','path':'manager.$ref'} | same
          {'op':'replace','path':'manager','value':[]} | ENT={department:D}
          {'op':'remove','path':'ENT:department'},{'op':'remove','path':'manager'} | -ENT
          {'op':'replace','path':'ENT','value':null} | -ENT
          """)
  void a_reference_takes_along_what_belongs_to_it(String operations, String outcome) {
    JsonObject user =
        JsonText.object(
            """
            {'userName': 'u',
             'ENT': {'department': 'D', 'manager': {'value': 'm1', 'displayName': 'Old'}}}
            """);
    assertThat(outcome(user, operations, Leniency.ALL))
        .isEqualTo(outcome.replace("ENT", StandardSchemas.ENTERPRISE_USER.urn()));
  }
}
