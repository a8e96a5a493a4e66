package dev.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BulkReferencesTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private final BulkReferences references =
      new BulkReferences(Map.of("q1", "id1", "q2", "id2", "q 3", "id3"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Group | {'members':[{'value':'bulkId:q1','$ref':'https://h/Users/bulkId:q1'}]} | {'members':[{'value':'id1','$ref':'https://h/Users/id1'}]}
          Group | {'Members':{'VALUE':'bulkId:q1','$ref':'../Users/bulkId%3Aq1'}}        | {'Members':{'VALUE':'id1','$ref':'../Users/id1'}}
          Group | {'displayName':'bulkId:q1','members':[{'display':'bulkId:q1'}]}        | {'displayName':'bulkId:q1','members':[{'display':'bulkId:q1'}]}
          User  | {'displayName':'bulkId:nobody','profileUrl':'https://h/bulkId:q1'}     | {'displayName':'bulkId:nobody','profileUrl':'https://h/bulkId:q1'}
          User  | {'name':{'path':'bulkId:q1'},'emails':[{'value':'bulkId:q1'}]}         | {'name':{'path':'bulkId:q1'},'emails':[{'value':'bulkId:q1'}]}
          User  | {'manager':'bulkId:q1'}                                               | {'manager':'id1'}
          User  | {'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'bulkId:q1','manager':{'value':'bulkId:q2'}}} | {'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'bulkId:q1','manager':{'value':'id2'}}}
          """)
  void only_what_refers_to_a_resource_is_replaced(String type, String body, String resolved) {
    assertThat(references.resolve(type(type), json(body))).isEqualTo(json(resolved));
    assertThat(references.unknown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Group | {'op':'add','path':'members','value':[{'value':'bulkId:q1'}]}   | {'op':'add','path':'members','value':[{'value':'id1'}]}
          Group | {'op':'remove','Path':'members[value eq "bulkId:q2"]'}           | {'op':'remove','Path':'members[value eq "id2"]'}
          Group | {'op':'add','value':{'members':{'value':'bulkId:q1'}}}          | {'op':'add','value':{'members':{'value':'id1'}}}
          Group | {'op':'add','value':{'members[value eq "bulkId:q1"]':{'type':'User'}}} | {'op':'add','value':{'members[value eq "id1"]':{'type':'User'}}}
          Group | {'op':'replace','path':'displayName','value':'bulkId:q1'}       | {'op':'replace','path':'displayName','value':'bulkId:q1'}
          Group | {'op':'replace','value':{'displayName':'bulkId:x','path':'bulkId:x'}} | {'op':'replace','value':{'displayName':'bulkId:x','path':'bulkId:x'}}
          User  | {'op':'add','path':'manager','value':'bulkId:q1'}               | {'op':'add','path':'manager','value':'id1'}
          User  | {'op':'add','path':'manager.value','value':'bulkId:q1'}         | {'op':'add','path':'manager.value','value':'id1'}
          User  | {'op':'add','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager':{'value':'bulkId:q1'}}} | {'op':'add','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager':{'value':'id1'}}}
          User  | {'op':'remove','path':'emails[value eq "bulkId:x"]'}             | {'op':'remove','path':'emails[value eq "bulkId:x"]'}
          """)
  void an_operation_refers_in_its_path_and_its_value(String type, String sent, String resolved) {
    assertThat(references.resolvePatch(type(type), json("{'operations':[" + sent + "]}")))
        .isEqualTo(json("{'operations':[" + resolved + "]}"));
    assertThat(references.unknown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/Users/bulkId:q1, /Users/id1",
    "/Users/bulkId%3Aq1, /Users/id1",
    "Users/bulkId%3aq1/, Users/id1/",
    "/Users/bulkId:q%203, /Users/id3",
    "/Users/xbulkId:q1, /Users/xbulkId:q1",
  })
  void the_path_of_an_operation_refers_by_a_whole_segment(String path, String resolved) {
    assertThat(references.resolvePath(path)).isEqualTo(resolved);
    assertThat(references.unknown()).isEmpty();
  }

  @Test
  void what_was_referred_to_is_noted() {
    assertThat(references.resolvePath("/Users/bulkId:q9")).isEqualTo("/Users/bulkId:q9");
    references.resolve(type("Group"), json("{'members':[{'value':'bulkId:q1'}]}"));
    assertThat(references.found()).containsExactly("q1");
    assertThat(references.unknown()).containsExactly("q9");
  }

  private static ResourceTypeDefinition type(String name) {
    return SchemaRegistry.standard().resourceType(name).orElseThrow();
  }

  /// Apostrophes stand for quotation marks, except inside of text that has quotation marks itself.
  private static JsonObject json(String text) {
    return JSON.readObject(
        text.replace("\"", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
