package dev.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.Elements;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the schemas of a tenant forbid: attributes that are set once and for all (`marks`, `seal`'s
/// number, a `card`'s value), that only we set (`score`) and that must be there. Extension `H` has
/// the first ones, `Q` is required and wants a `unit`, `O` is optional and wants a `code`.
final class CharacteristicsTest {
  private static final ResourceTypeDefinition TYPE =
      new ResourceTypeDefinition(
          "User",
          "/Users",
          "User",
          StandardSchemas.USER,
          List.of(
              extension(
                  "H",
                  false,
                  once("badge").definition(),
                  once("marks").multiValued().definition(),
                  seal(),
                  cards(),
                  AttributeDraft.string("score", "Ours.").readOnly().definition(),
                  AttributeDraft.string("note", "Theirs.").definition()),
              extension(
                  "Q",
                  true,
                  AttributeDraft.string("unit", "Wanted.").required().definition(),
                  AttributeDraft.string("floor", "Any.").definition()),
              extension(
                  "O",
                  false,
                  AttributeDraft.string("code", "Wanted.").required().definition(),
                  AttributeDraft.string("hint", "Any.").definition(),
                  desks())));

  private static Extension extension(
      String letter, boolean required, AttributeDefinition... attributes) {
    return new Extension(
        new SchemaDefinition(urn(letter), letter, "A test extension", List.of(attributes)),
        required);
  }

  private static String urn(String letter) {
    return "urn:example:" + letter + ":2.0:User";
  }

  private static AttributeDraft once(String name) {
    return AttributeDraft.string(name, "Set once.").mutability(Mutability.IMMUTABLE);
  }

  private static AttributeDefinition seal() {
    return AttributeDraft.complex(
            "seal",
            "Partly set once.",
            List.of(
                once("number").definition(), AttributeDraft.string("color", "Any.").definition()))
        .definition();
  }

  private static AttributeDefinition cards() {
    return AttributeDraft.complex(
            "cards",
            "Elements that are partly set once.",
            List.of(
                once("value").definition(),
                once("issuer").definition(),
                AttributeDraft.string("color", "Any.").definition(),
                AttributeDraft.flag("primary", "The main one.").definition()))
        .multiValued()
        .definition();
  }

  private static AttributeDefinition desks() {
    return AttributeDraft.complex(
            "desks",
            "Elements with a required part.",
            List.of(
                AttributeDraft.string("value", "Wanted.").required().definition(),
                AttributeDraft.string("side", "Any.").definition()))
        .multiValued()
        .definition();
  }

  private static String outcome(String before, String operations) {
    JsonObject resource = JsonText.object(expanded(before));
    JsonObject body =
        JsonText.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + expanded(operations)
                + "]}");
    Result<Patched> patched =
        new PatchParser(PatchLimits.CLIENT)
            .parse(TYPE, body, Leniency.ALL)
            .flatMap(it -> PatchEngine.apply(TYPE, resource, it, Leniency.ALL));
    return switch (patched) {
      case Result.Refused<Patched>(var error) -> Objects.requireNonNull(error.scimType()).keyword();
      case Result.Ok<Patched>(var it) -> it.changed() ? shown(it.resource()) : "same";
    };
  }

  private static String shown(JsonObject resource) {
    var extensions = JsonObject.builder();
    for (String letter : List.of("H", "Q", "O")) {
      Json values = resource.get(urn(letter));
      extensions.put(letter, values == null ? JsonNull.NULL : values);
    }
    return Shown.of(Elements.assignedPart(extensions.build()));
  }

  private static String expanded(String text) {
    return text.replaceAll("([HQO])(?=[':])", "urn:example:$1:2.0:User");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          # a list that is set once and for all
          {'H':{'note':'n'}} | {'op':'add','path':'H:marks','value':['1','2']} | {H:{note:n,marks:[1,2]}}
          {'H':{'marks':['1']}} | {'op':'add','path':'H:marks','value':['1']} | same
          {'H':{'marks':['1']}} | {'op':'add','path':'H:marks','value':['2']} | mutability
          {'H':{'marks':['1','2']}} | {'op':'replace','path':'H:marks','value':['2','1']} | same
          {'H':{'marks':['1']}} | {'op':'replace','path':'H:marks','value':['2']} | mutability
          {'H':{'marks':['1']}} | {'op':'replace','path':'H:marks','value':[]} | mutability
          {'H':{'marks':['1']}} | {'op':'remove','path':'H:marks'} | mutability
          {'H':{'marks':['1','2']}} | {'op':'remove','path':'H:marks[value eq "1"]'} | mutability
          {'H':{'marks':['1']}} | {'op':'remove','path':'H:marks[value eq "2"]'} | same
          {'H':{'note':'n'}} | {'op':'remove','path':'H:marks'} | same
          # an extension removed whole
          {'H':{'note':'n'}} | {'op':'remove','path':'H'} | {}
          {'H':{'badge':'1','note':'n'}} | {'op':'remove','path':'H'} | mutability
          {'H':{'marks':['1']}} | {'op':'replace','path':'H','value':null} | mutability
          {'H':{'seal':{'color':'red'}}} | {'op':'replace','value':{'H':null}} | {}
          {'H':{'seal':{'number':'1'}}} | {'op':'remove','path':'H'} | mutability
          {'H':{'score':'9','note':'n'}} | {'op':'remove','path':'H'} | {H:{score:9}}
          {'H':{'score':'9'}} | {'op':'remove','path':'H'} | same
          {'title':'T'} | {'op':'remove','path':'H'} | same
          {'Q':{'unit':'u'}} | {'op':'remove','path':'Q'} | mutability
          {'Q':{'unit':'u'}} | {'op':'replace','value':{'Q':null}} | mutability
          {'O':{'code':'c','hint':'h'}} | {'op':'remove','path':'O'} | {}
          # what must be there
          {'title':'T'} | {'op':'add','path':'O:hint','value':'h'} | invalidValue
          {'title':'T'} | {'op':'add','path':'O:hint','value':'h'},{'op':'add','path':'O:code','value':'c'} | {O:{hint:h,code:c}}
          {'O':{'hint':'h'}} | {'op':'replace','path':'O:hint','value':'i'} | {O:{hint:i}}
          {'title':'T'} | {'op':'add','path':'Q:floor','value':'1'} | invalidValue
          {'title':'T'} | {'op':'add','path':'H:note','value':'n'} | {H:{note:n}}
          {'O':{'code':'c'}} | {'op':'add','path':'O:desks','value':[{'value':'d'},{'side':'left'}]} | invalidValue
          {'O':{'code':'c'}} | {'op':'add','path':'O:desks','value':[{'value':'d','side':'left'}]} | {O:{code:c,desks:[{value:d,side:left}]}}
          # parts that are set once and for all
          {'H':{'seal':{'number':'1','color':'red'}}} | {'op':'remove','path':'H:seal'} | mutability
          {'H':{'seal':{'number':'1','color':'red'}}} | {'op':'replace','path':'H:seal','value':{'color':'blue'}} | {H:{seal:{number:1,color:blue}}}
          {'H':{'cards':[{'value':'a','issuer':'x','color':'red'}]}} | {'op':'replace','path':'H:cards','value':[{'value':'a','color':'blue'}]} | {H:{cards:[{value:a,color:blue,issuer:x}]}}
          {'H':{'cards':[{'value':'a','issuer':'x','color':'red'}]}} | {'op':'replace','path':'H:cards','value':[{'value':'a','issuer':'y'},{'value':'b','issuer':'y'}]} | {H:{cards:[{value:a,issuer:x},{value:b,issuer:y}]}}
          {'H':{'cards':[{'value':'a','issuer':'x','color':'red'}]}} | {'op':'add','path':'H:cards','value':[{'value':'a','color':'blue'}]} | {H:{cards:[{value:a,issuer:x,color:blue}]}}
          {'H':{'cards':[{'value':'a','issuer':'x','color':'red'}]}} | {'op':'add','path':'H:cards','value':[{'value':'A','issuer':'x'}]} | same
          {'H':{'cards':[{'value':'a','primary':true}]}} | {'op':'add','path':'H:cards','value':[{'value':'b','primary':true}]} | {H:{cards:[{value:a,primary:false},{value:b,primary:true}]}}
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"]','value':{'color':'blue'}} | {H:{cards:[{value:a,color:blue,issuer:x}]}}
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"]','value':{'issuer':'y'}} | mutability
          {'H':{'cards':[{'value':'a','issuer':'x','color':'red'}]}} | {'op':'replace','path':'H:cards[value eq "a"]','value':{}} | {H:{cards:[{value:a,issuer:x}]}}
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"]','value':{'issuer':null}} | mutability
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"]','value':null} | {}
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"].color','value':'blue'} | {H:{cards:[{value:a,issuer:x,color:blue}]}}
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'replace','path':'H:cards[value eq "a"].issuer','value':'y'} | mutability
          {'H':{'cards':[{'value':'a','issuer':'x'}]}} | {'op':'remove','path':'H:cards[value eq "a"]'} | {}
          """)
  void a_patch_keeps_to_what_the_schemas_say(String before, String operations, String outcome) {
    assertThat(outcome(before, operations)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'userName':'u','Q':{'unit':'u'}} | ok
          {'userName':'u'} | invalidValue
          {'userName':'u','Q':{'unit':' '}} | invalidValue
          {'userName':'u','Q':{'unit':'u'},'O':{'hint':'h'}} | invalidValue
          {'userName':'u','Q':{'unit':'u'},'O':{'code':'c','desks':[{'value':'d'}]}} | ok
          {'userName':'u','Q':{'unit':'u'},'O':{'code':'c','desks':[]}} | ok
          {'userName':'u','Q':{'unit':'u'},'O':{'code':'c','desks':[{'value':'d'},{'side':'left'}]}} | invalidValue
          {'userName':'u','Q':{'unit':'u'},'O':{'code':'c','desks':[{'value':'','side':'left'}]}} | invalidValue
          """)
  void a_body_has_what_the_schemas_want(String body, String outcome) {
    Result<JsonObject> read =
        ResourceReader.read(TYPE, JsonText.object(expanded(body)), Leniency.ALL);
    assertThat(
            switch (read) {
              case Result.Ok<JsonObject> _ -> "ok";
              case Result.Refused<JsonObject>(var error) ->
                  Objects.requireNonNull(error.scimType()).keyword();
            })
        .isEqualTo(outcome);
  }
}
