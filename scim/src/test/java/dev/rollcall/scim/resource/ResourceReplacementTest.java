package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The type is User with an extension `X` that has attributes that are set once or by us.
class ResourceReplacementTest {
  private static final String X = "urn:example:x";
  private static final ResourceTypeDefinition TYPE =
      SchemaRegistry.standard()
          .extended(
              "User",
              new SchemaDefinition(
                  X,
                  "X",
                  "A test extension",
                  List.of(
                      AttributeDraft.string("badge", "Set once.")
                          .mutability(Mutability.IMMUTABLE)
                          .definition(),
                      AttributeDraft.string("marks", "Set once, in any order.")
                          .multiValued()
                          .mutability(Mutability.IMMUTABLE)
                          .definition(),
                      AttributeDraft.complex(
                              "seal",
                              "Its number is set once.",
                              List.of(
                                  AttributeDraft.string("number", "Set once.")
                                      .mutability(Mutability.IMMUTABLE)
                                      .definition(),
                                  AttributeDraft.string("color", "Theirs.").definition()))
                          .definition(),
                      AttributeDraft.string("score", "Ours.").readOnly().definition(),
                      AttributeDraft.string("note", "Theirs.").definition())))
          .resourceType("User")
          .orElseThrow();

  private static final String TABLE =
      """
      what is left out is cleared
        current: {"schemas":["U"],"userName":"ann","externalId":"e","title":"T","emails":[{"value":"a"}]}
        body: {"userName":"ann","title":"U"}
        gives: {"schemas":["U"],"userName":"ann","title":"U"}
      active keeps its value where the body does not speak of it
        current: {"schemas":["U"],"userName":"ann","active":false}
        body: {"userName":"bob"}
        gives: {"schemas":["U"],"userName":"bob","active":false}
      active null is not spoken of either
        current: {"schemas":["U"],"userName":"ann","active":false}
        body: {"userName":"bob","active":null}
        gives: {"schemas":["U"],"userName":"bob","active":false}
      active that is sent counts
        current: {"schemas":["U"],"userName":"ann","active":false}
        body: {"userName":"ann","active":true}
        gives: {"schemas":["U"],"userName":"ann","active":true}
      the same again changes nothing
        current: {"schemas":["U","E"],"userName":"ann","active":true,"E":{"department":"D"}}
        body: {"schemas":["U"],"E":{"department":"D"},"ACTIVE":"True","userName":"ann","id":"x"}
        gives: unchanged
      the order of elements changes nothing
        current: {"schemas":["U"],"userName":"ann","emails":[{"value":"a","type":"work"},{"value":"b","type":"home","primary":false}]}
        body: {"userName":"ann","emails":[{"type":"home","value":"b"},{"type":"work","value":"a","primary":false}]}
        gives: unchanged
      the letter case of a value is a change
        current: {"schemas":["U"],"userName":"ann"}
        body: {"userName":"Ann"}
        gives: {"schemas":["U"],"userName":"Ann"}
      the number of elements is a change
        current: {"schemas":["U"],"userName":"ann","emails":[{"value":"a"},{"value":"b"}]}
        body: {"userName":"ann","emails":[{"value":"a"}]}
        gives: {"schemas":["U"],"userName":"ann","emails":[{"value":"a"}]}
      the last attribute of an extension takes its URN along
        current: {"schemas":["U","E"],"userName":"ann","E":{"department":"D"}}
        body: {"schemas":["U","E"],"userName":"ann","E":{"department":null}}
        gives: {"schemas":["U"],"userName":"ann"}
      what may be set once may be set
        current: {"schemas":["U"],"userName":"ann"}
        body: {"userName":"ann","X":{"badge":"1"}}
        gives: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1"}}
      what may be set once may be repeated
        current: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1"}}
        body: {"userName":"ann","X":{"badge":"1","note":"n"}}
        gives: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1","note":"n"}}
      what may be set once may not be changed
        current: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1"}}
        body: {"userName":"ann","X":{"badge":"2"}}
        gives: 400 mutability
      what may be set once stays when it is left out
        current: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1","note":"n"}}
        body: {"userName":"ann"}
        gives: {"schemas":["U","X"],"userName":"ann","X":{"badge":"1"}}
      the order of what may be set once means nothing
        current: {"schemas":["U","X"],"userName":"ann","X":{"marks":["1","2"]}}
        body: {"userName":"ann","X":{"marks":["2","1"]}}
        gives: unchanged
      a part that may be set once may not be changed
        current: {"schemas":["U","X"],"userName":"ann","X":{"seal":{"number":"1","color":"red"}}}
        body: {"userName":"ann","X":{"seal":{"number":"2"}}}
        gives: 400 mutability
      a part that may be set once stays when it is left out
        current: {"schemas":["U","X"],"userName":"ann","X":{"seal":{"number":"1","color":"red"}}}
        body: {"userName":"ann","X":{"seal":{"color":"blue"}}}
        gives: {"schemas":["U","X"],"userName":"ann","X":{"seal":{"color":"blue","number":"1"}}}
      a part that may be set once stays when the whole is left out
        current: {"schemas":["U","X"],"userName":"ann","X":{"seal":{"number":"1","color":"red"}}}
        body: {"userName":"ann"}
        gives: {"schemas":["U","X"],"userName":"ann","X":{"seal":{"number":"1"}}}
      a complex value without such a part is cleared when it is left out
        current: {"schemas":["U"],"userName":"ann","name":{"givenName":"A"}}
        body: {"userName":"ann"}
        gives: {"schemas":["U"],"userName":"ann"}
      what only we set stays
        current: {"schemas":["U","X"],"userName":"ann","X":{"score":"9"}}
        body: {"userName":"bob","X":{"score":"10"}}
        gives: {"schemas":["U","X"],"userName":"bob","X":{"score":"9"}}
      """;

  @TestFactory
  Stream<DynamicTest> replacements() {
    return TextTable.tests(
        TABLE
            .replaceAll("\"U(?=[\"])(?!\"})", "\"" + TYPE.schema().urn())
            .replaceAll("\"E(?=[\":])", "\"" + TYPE.extensions().getFirst().schema().urn())
            .replaceAll("\"X(?=[\":])", "\"" + X),
        row -> {
          JsonObject current = row.object("current");
          Result<Patched> result =
              ResourceReader.read(TYPE, row.object("body"), Leniency.ALL)
                  .flatMap(read -> ResourceReplacement.replace(TYPE, current, read));
          String gives = row.text("gives");
          if (gives.startsWith("{")) {
            assertThat(result).isEqualTo(Result.ok(new Patched(row.object("gives"), true)));
          } else if (gives.equals("unchanged")) {
            assertThat(result).isEqualTo(Result.ok(new Patched(current, false)));
          } else {
            assertThat(TextTable.shown(result.map(Patched::resource))).isEqualTo(gives);
          }
        });
  }
}
