package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What lenient clients may send as a user. The letters in the table are those of [ReaderTable].
class ResourceReaderTest {
  private static final String LENIENT_USERS =
      """
      a plain body stays as it is
        body: {"schemas":["U"],"userName":"ann","title":"Engineer","active":true}
        gives: {"schemas":["U"],"userName":"ann","title":"Engineer","active":true}
      names are brought to the schema's spelling and order
        body: {"SCHEMAS":["u"],"NAME":{"GIVENNAME":"Ann"},"externalid":"e1","UserName":"ann","Emails":[{"Value":"a@b","TYPE":"work"}]}
        gives: {"schemas":["U"],"externalId":"e1","userName":"ann","name":{"givenName":"Ann"},"emails":[{"value":"a@b","type":"work"}]}
      a body without schemas is understood
        body: {"userName":"ann"}
        gives: {"schemas":["U"],"userName":"ann"}
      empty schemas are no schemas
        body: {"schemas":[],"userName":"ann"}
        gives: {"schemas":["U"],"userName":"ann"}
      one schema as a text
        body: {"schemas":"U","userName":"ann"}
        gives: {"schemas":["U"],"userName":"ann"}
      a schema is listed when it has values and only then
        body: {"schemas":["U","E"],"userName":"ann"}
        gives: {"schemas":["U"],"userName":"ann"}
      an extension that is not announced is listed
        body: {"schemas":["U"],"userName":"ann","E":{"department":"Sales"}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"department":"Sales"}}
      schemas may name the extension alone
        body: {"schemas":["E"],"userName":"ann","E":{"department":"Sales"}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"department":"Sales"}}
      the URN of an extension in other letters
        body: {"userName":"ann","URN:IETF:params:scim:schemas:extension:ENTERPRISE:2.0:user":{"Department":"Sales"}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"department":"Sales"}}
      a message is no resource
        body: {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"userName":"ann"}
        gives: 400 invalidSyntax
      a message beside the schema is no resource either
        body: {"schemas":["U","urn:ietf:params:scim:api:messages:2.0:PatchOp"],"userName":"ann"}
        gives: 400 invalidSyntax
      a resource of another type
        body: {"schemas":["G"],"userName":"ann"}
        gives: 400 invalidSyntax
      schemas that are no list
        body: {"schemas":{"U":true},"userName":"ann"}
        gives: 400 invalidSyntax
      schemas that are no texts
        body: {"schemas":["U",7],"userName":"ann"}
        gives: 400 invalidSyntax
      what the server sets is ignored, whatever it looks like
        body: {"userName":"ann","id":"x","ID":7,"meta":{"resourceType":"User"},"groups":[{"value":"g1"}]}
        gives: {"schemas":["U"],"userName":"ann"}
      a password is not kept
        body: {"userName":"ann","password":"s3cret"}
        gives: {"schemas":["U"],"userName":"ann"}
      null, empty lists and empty objects are nothing
        body: {"userName":"ann","addresses":null,"roles":[],"name":{},"title":null,"emails":[null,{}],"E":{}}
        gives: {"schemas":["U"],"userName":"ann"}
      an object of nulls is nothing
        body: {"userName":"ann","name":{"givenName":null,"familyName":""},"E":{"department":null}}
        gives: {"schemas":["U"],"userName":"ann"}
      an empty text clears
        body: {"userName":"ann","title":"","E":{"department":""}}
        gives: {"schemas":["U"],"userName":"ann"}
      a blank text is a value
        body: {"userName":"ann","title":" "}
        gives: {"schemas":["U"],"userName":"ann","title":" "}
      texts stay as they were sent
        body: {"userName":" Ann@B ","phoneNumbers":[{"type":"work","value":"+1 (425) 555-0100 "}],"addresses":[{"type":"work","country":"Belize"}]}
        gives: {"schemas":["U"],"userName":" Ann@B ","phoneNumbers":[{"type":"work","value":"+1 (425) 555-0100 "}],"addresses":[{"type":"work","country":"Belize"}]}
      decomposed letters stay decomposed
        body: {"userName":"Zoe\\u0308"}
        gives: {"schemas":["U"],"userName":"Zoe\\u0308"}
      booleans as text, in any letters
        body: {"userName":"ann","active":"True","roles":[{"value":"a","primary":"TRUE"},{"value":"b","primary":"false"}]}
        gives: {"schemas":["U"],"userName":"ann","active":true,"roles":[{"value":"a","primary":true},{"value":"b","primary":false}]}
      a text that is no boolean
        body: {"userName":"ann","active":"yes"}
        gives: 400 invalidValue
      a number is no boolean
        body: {"userName":"ann","active":1}
        gives: 400 invalidValue
      an object is no text
        body: {"userName":"ann","displayName":{"value":"Ann"}}
        gives: 400 invalidValue
      two values are not one
        body: {"userName":"ann","displayName":["Ann","Lee"]}
        gives: 400 invalidValue
      a list of one is one
        body: {"userName":["ann"],"name":[{"givenName":"Ann"}]}
        gives: {"schemas":["U"],"userName":"ann","name":{"givenName":"Ann"}}
      one value where a list belongs
        body: {"userName":"ann","emails":{"value":"a@b","type":"work"}}
        gives: {"schemas":["U"],"userName":"ann","emails":[{"value":"a@b","type":"work"}]}
      a text is no name
        body: {"userName":"ann","name":"Ann Lee"}
        gives: 400 invalidValue
      an extension is an object
        body: {"userName":"ann","E":"Sales"}
        gives: 400 invalidValue
      no userName
        body: {"schemas":["U"],"displayName":"Ann"}
        gives: 400 invalidValue
      userName null
        body: {"userName":null}
        gives: 400 invalidValue
      userName empty
        body: {"userName":""}
        gives: 400 invalidValue
      userName blank
        body: {"userName":" \\t "}
        gives: 400 invalidValue
      userName no text
        body: {"userName":12}
        gives: 400 invalidValue
      manager as an object
        body: {"userName":"ann","E":{"manager":{"value":"m1"}}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      manager as a text
        body: {"userName":"ann","E":{"manager":"m1"}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      manager as a list with an address
        body: {"userName":"ann","E":{"manager":[{"$ref":"http://h/scim/Users/m1","value":"m1"}]}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      manager as an address alone
        body: {"userName":"ann","E":{"manager":{"$ref":"../Users/m1"}}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      the manager's name is ours to say
        body: {"userName":"ann","E":{"manager":{"value":"m1","displayName":"Boss"}}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      an empty manager is none
        body: {"userName":"ann","E":{"manager":""}}
        gives: {"schemas":["U"],"userName":"ann"}
      a manager with an empty id is none
        body: {"userName":"ann","E":{"manager":{"value":""}}}
        gives: {"schemas":["U"],"userName":"ann"}
      a manager of null is none
        body: {"userName":"ann","E":{"manager":{"value":null,"$ref":null}}}
        gives: {"schemas":["U"],"userName":"ann"}
      dotted names are paths
        body: {"userName":"ann","name.givenName":"Ann","name.familyName":"Lee"}
        gives: {"schemas":["U"],"userName":"ann","name":{"familyName":"Lee","givenName":"Ann"}}
      dotted names add to the object
        body: {"userName":"ann","name.givenName":"Ann","name":{"familyName":"Lee"},"NAME.formatted":"Ann Lee"}
        gives: {"schemas":["U"],"userName":"ann","name":{"formatted":"Ann Lee","familyName":"Lee","givenName":"Ann"}}
      names with a URN are paths
        body: {"U:userName":"ann","E:department":"Sales","E:manager":"m1","U:name.givenName":"Ann"}
        gives: {"schemas":["U","E"],"userName":"ann","name":{"givenName":"Ann"},"E":{"department":"Sales","manager":{"value":"m1"}}}
      the dot of 2.0 is no path
        body: {"userName":"ann","E:manager.value":"m1"}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      dotted names within an extension
        body: {"userName":"ann","E":{"manager.value":"m1"}}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"manager":{"value":"m1"}}}
      an extension's attribute without its URN
        body: {"userName":"ann","department":"Sales"}
        gives: {"schemas":["U","E"],"userName":"ann","E":{"department":"Sales"}}
      the base schema as an object
        body: {"U":{"userName":"ann","title":"Boss"}}
        gives: {"schemas":["U"],"userName":"ann","title":"Boss"}
      unknown attributes are ignored
        body: {"userName":"ann","favouriteColour":"blue","name":{"nick":"A"},"E":{"shoeSize":"44"},"emails[0]":"x"}
        gives: {"schemas":["U"],"userName":"ann"}
      an open extension is kept without announcement
        body: {"schemas":["U"],"userName":"ann","C":{"badge":"B-17","level":3,"tags":["a","b"]}}
        gives: {"schemas":["U","C"],"userName":"ann","C":{"badge":"B-17","level":3,"tags":["a","b"]}}
      an open extension attribute by attribute
        body: {"userName":"ann","C:badge":"B-17","C:level":"3"}
        gives: {"schemas":["U","C"],"userName":"ann","C":{"badge":"B-17","level":"3"}}
      an announced open extension with a complex attribute by its URN
        body: {"schemas":["U","C"],"userName":"ann","C:desk":{"floor":"2"}}
        gives: {"schemas":["U","C"],"userName":"ann","C":{"desk":{"floor":"2"}}}
      nothing in an open extension
        body: {"schemas":["U","C"],"userName":"ann","C":{"badge":"","level":null}}
        gives: {"schemas":["U"],"userName":"ann"}
      another core schema is no extension
        body: {"userName":"ann","G":{"displayName":"x"}}
        gives: {"schemas":["U"],"userName":"ann"}
      the same address twice is one
        body: {"userName":"ann","emails":[{"value":"a@b","type":"work"},{"value":"a@b","type":"home"},{"type":"work","value":"a@b","primary":true}]}
        gives: {"schemas":["U"],"userName":"ann","emails":[{"value":"a@b","type":"work","primary":true},{"value":"a@b","type":"home"}]}
      equal postal addresses are one
        body: {"userName":"ann","addresses":[{"type":"work","locality":"Bern"},{"locality":"Bern","type":"work"},{"type":"home","locality":"Bern"}]}
        gives: {"schemas":["U"],"userName":"ann","addresses":[{"locality":"Bern","type":"work"},{"type":"home","locality":"Bern"}]}
      primary is true at most once
        body: {"userName":"ann","emails":[{"value":"a","primary":true},{"value":"b","primary":true}]}
        gives: 400 invalidValue
      a role as JSON in a text stays a text
        body: {"userName":"ann","roles":[{"value":"{\\"id\\":\\"6d0c\\",\\"value\\":\\"25\\"}"}]}
        gives: {"schemas":["U"],"userName":"ann","roles":[{"value":"{\\"id\\":\\"6d0c\\",\\"value\\":\\"25\\"}"}]}
      """;

  @TestFactory
  Stream<DynamicTest> users_of_lenient_clients() {
    return ReaderTable.tests(LENIENT_USERS, StandardSchemas.USER_TYPE, Leniency.ALL);
  }

  @Test
  void members_come_in_the_order_of_the_schemas() {
    String sent =
        """
        {"C:x":"1","E":{"department":"D","employeeNumber":"7"},"active":true,
         "userName":"ann","externalId":"e"}\
        """;
    JsonObject body = TextTable.json(ReaderTable.expand(sent));
    String read =
        TextTable.shown(ResourceReader.read(StandardSchemas.USER_TYPE, body, Leniency.ALL));
    assertThat(read)
        .isEqualTo(
            ReaderTable.expand(
                "{\"schemas\":[\"U\",\"E\",\"C\"],\"externalId\":\"e\",\"userName\":\"ann\","
                    + "\"active\":true,\"E\":{\"employeeNumber\":\"7\",\"department\":\"D\"},"
                    + "\"C\":{\"x\":\"1\"}}"));
  }

  @Test
  void a_required_write_only_attribute_does_not_stand_in_the_way_and_is_not_kept() {
    var pin =
        AttributeDraft.string("pin", "").required().mutability(Mutability.WRITE_ONLY).definition();
    var site = AttributeDraft.string("site", "").definition();
    ResourceTypeDefinition type =
        SchemaRegistry.standard()
            .extended("User", new SchemaDefinition("urn:x", "X", "", List.of(pin, site)))
            .resourceType("User")
            .orElseThrow();
    JsonObject body =
        TextTable.json("{\"userName\":\"ann\",\"urn:x\":{\"pin\":\"1\",\"site\":\"S\"}}");

    assertThat(
            ResourceReader.read(type, body, Leniency.ALL)
                .map(it -> Objects.requireNonNull(it.get("urn:x"))))
        .isEqualTo(Result.ok(JsonObject.of("site", new JsonString("S"))));
  }

  @Test
  void a_refusal_does_not_repeat_the_value() {
    JsonObject body = TextTable.json("{\"userName\":\"ann\",\"active\":\"s3cret-value\"}");
    assertThat(ResourceReader.read(StandardSchemas.USER_TYPE, body, Leniency.ALL))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.error().detail()).doesNotContain("s3cret-value"));
  }
}
