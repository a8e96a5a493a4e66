package dev.rollcall.scim.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Uniqueness;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final String DEVICE = "urn:example:Device";
  private static final String BADGE = "urn:example:Badge";
  private static final Profile WITH_DEVICE =
      Profile.STANDARD.with(
          "ResourceType",
          "Device",
          device(
              "{'name':'serial','uniqueness':'server','caseExact':true,'required':true},{'name':'ports',"
                  + "'type':'INTEGER','multiValued':true}"));

  @Test
  void a_resource_type_of_its_own_stands_beside_the_standard_ones() {
    ResourceTypeDefinition device = WITH_DEVICE.schemas().byEndpoint("/devices").orElseThrow();
    assertThat(device.name()).isEqualTo("Device");
    AttributeDefinition serial = device.schema().attribute("SERIAL").orElseThrow();
    assertThat(serial.uniqueness()).isEqualTo(Uniqueness.SERVER);
    assertThat(serial.caseExact()).isTrue();
    assertThat(device.schema().attribute("ports").orElseThrow().type())
        .isEqualTo(AttributeType.INTEGER);
    assertThat(WITH_DEVICE.schemas().resourceTypes()).hasSize(3);
    assertThat(Profile.STANDARD.schemas().resourceTypes()).hasSize(2);
  }

  @Test
  void user_can_be_given_an_extension() {
    Profile profile = Profile.STANDARD.with("ResourceType", "User", badge("{'name':'colour'}"));
    assertThat(profile.schemas().resourceType("User").orElseThrow().extensions()).hasSize(2);
    assertThat(profile.schemas().schema(BADGE)).isPresent();
    assertThat(
            profile
                .with("ResourceType", "User", badge("{'name':'colour'},{'name':'size'}"))
                .schemas()
                .schema(BADGE)
                .orElseThrow()
                .attributes())
        .hasSize(2);
  }

  @Test
  void a_dialect_can_be_switched_off_and_on_again() {
    Profile strict = Profile.STANDARD.with("Dialects", "Dialects", json("{'managerShapes':false}"));
    assertThat(strict.leniency().managerShapes()).isFalse();
    assertThat(strict.leniency().coerceBooleanStrings()).isTrue();
    assertThat(strict.with("Dialects", "Dialects", JsonObject.EMPTY).leniency())
        .isEqualTo(Leniency.ALL);
    assertThat(status(Profile.STANDARD.defined("Dialects", "Dialects", json("{'other':true}"))))
        .isEqualTo(400);
    assertThat(
            status(Profile.STANDARD.defined("Dialects", "Dialects", json("{'managerShapes':1}"))))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Me      | {}                                                                        | 400
          No name | {}                                                                        | 400
          Device  | {'name':'Other'}                                                          | 400
          Device  | {}                                                                        | 400
          Device  | {'schema':'urn:example:D'}                                                | 400
          Device  | {'schema':'x','definitions':[{'id':'x','attributes':[{'name':'a'}]}]}     | 400
          Device  | {'schema':'urn:a:b','definitions':[{'id':'urn:a:b','attributes':[]}]}     | 400
          Device  | {'schema':'urn:a:b','definitions':['x']}                                  | 400
          User    | {'schemaExtensions':{}}                                                   | 400
          User    | {'schemaExtensions':['urn:x:y']}                                          | 400
          User    | {'schemaExtensions':[{'schema':'urn:a:b','required':'true'}],'definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}]} | 400
          Device  | {'schema':'urn:a:b','endpoint':'/Bulk','definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}]}  | 400
          Device  | {'schema':'urn:a:b','endpoint':'/users','definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}]} | 409
          Device  | {'schema':'urn:a:b','definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}],'schemaExtensions':[{'schema':'urn:x:y'}]} | 400
          User    | {'endpoint':'/People'}                                                    | 409
          User    | {'schemaExtensions':[{'schema':'urn:x:y'}]}                               | 400
          User    | {'schemaExtensions':[{'schema':'urn:ietf:params:scim:schemas:core:2.0:Group'}]} | 400
          User    | {'schemaExtensions':[{'schema':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'}],'definitions':[{'id':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','attributes':[{'name':'department'},{'name':'more'}]}]} | 409
          User    | {'schemaExtensions':[{'schema':'urn:a:b'},{'schema':'URN:A:B'}],'definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}]} | 400
          User    | {'definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]},{'id':'urn:A:B','attributes':[{'name':'b'}]}]} | 400
          Device  | {'schema':'urn:a:b','definitions':[{'id':'urn:a:b','attributes':[{'name':'a'}]}],'schemaExtensions':[{'schema':'urn:a:b'}]} | 400
          """)
  void what_is_no_definition_is_refused(String name, String document, int status) {
    assertThat(status(Profile.STANDARD.defined("ResourceType", name, json(document))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'id'}                                                       | 400
          {'name':'members'}                                                  | 400
          {'name':'a.b'}                                                      | 400
          {'name':'a','type':'text'}                                          | 400
          {'name':'a'},{'name':'A'}                                           | 400
          {'name':'a','mutability':'writeOnly'}                               | 400
          {'name':'a','returned':'never'}                                     | 400
          {'name':'a','type':'integer','uniqueness':'server'}                 | 400
          {'name':'a','multiValued':true,'uniqueness':'server'}               | 400
          {'name':'a','required':'true'}                                      | 400
          {'name':'a','multiValued':1}                                        | 400
          {'name':'a','caseExact':'yes'}                                      | 400
          {'name':'a','type':7}                                               | 400
          {'name':'a','canonicalValues':['x',1]}                              | 400
          {'name':'a','referenceTypes':'User'}                                | 400
          {'name':'a','required':null,'canonicalValues':null}                 | 0
          {'name':'a','type':'complex'}                                       | 400
          {'name':'a','type':'complex','subAttributes':[{'name':'b','type':'complex','subAttributes':[{'name':'c'}]}]} | 400
          {'name':'a','type':'complex','subAttributes':[{'name':'value'},{'name':'$ref','type':'reference'}]} | 0
          """)
  void attributes_are_what_the_protocol_and_the_log_can_hold(String attributes, int status) {
    assertThat(status(Profile.STANDARD.defined("ResourceType", "Device", device(attributes))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'serial','uniqueness':'server','caseExact':true,'required':true},{'name':'ports','type':'integer','multiValued':true},{'name':'more'} | 0
          {'name':'serial','uniqueness':'server','caseExact':true},{'name':'ports','type':'integer','multiValued':true}                | 0
          {'name':'serial','uniqueness':'server','caseExact':true,'required':true}                                                     | 409
          {'name':'serial','uniqueness':'server','required':true},{'name':'ports','type':'integer','multiValued':true}                 | 409
          {'name':'serial','caseExact':true,'required':true},{'name':'ports','type':'integer','multiValued':true}                      | 409
          {'name':'serial','uniqueness':'server','caseExact':true,'required':true},{'name':'ports','multiValued':true}                 | 409
          {'name':'serial','uniqueness':'server','caseExact':true,'required':true},{'name':'ports','type':'integer','multiValued':true,'required':true} | 409
          {'name':'serial','uniqueness':'server','caseExact':true,'required':true},{'name':'ports','type':'integer','multiValued':true},{'name':'n','uniqueness':'server'} | 409
          """)
  void a_definition_only_adds_to_the_one_before(String attributes, int status) {
    assertThat(status(WITH_DEVICE.defined("ResourceType", "Device", device(attributes))))
        .isEqualTo(status);
  }

  @Test
  void an_extension_stays_and_belongs_to_whoever_has_it() {
    Profile badged = Profile.STANDARD.with("ResourceType", "User", badge("{'name':'colour'}"));
    assertThat(status(badged.defined("ResourceType", "User", JsonObject.EMPTY))).isEqualTo(409);
    Profile both = badged.with("ResourceType", "Group", badge("{'name':'colour'}"));
    assertThat(
            status(
                both.defined("ResourceType", "User", badge("{'name':'colour'},{'name':'size'}"))))
        .isEqualTo(409);
  }

  private static int status(Result<Profile> result) {
    return switch (result) {
      case Result.Ok<Profile> _ -> 0;
      case Result.Refused<Profile>(var error) -> error.status();
    };
  }

  private static JsonObject device(String attributes) {
    return json(
        "{'endpoint':'/Devices','schema':'%s','definitions':[{'id':'%s','attributes':[%s]}]}"
            .formatted(DEVICE, DEVICE, attributes));
  }

  private static JsonObject badge(String attributes) {
    return json(
        "{'schemaExtensions':[{'schema':'%s'}],'definitions':[{'id':'%s','attributes':[%s]}]}"
            .formatted(BADGE, BADGE, attributes));
  }

  private static JsonObject json(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
