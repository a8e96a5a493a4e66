package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The type is User with an extension `X`. On request come its `secretary`, its complex `badge`, of
/// which `code` comes on request alone, and the `cost` of each of its `desks`.
class SpecifiedTest {
  private static final String X = "urn:example:x";
  private static final ResourceTypeDefinition TYPE = type();

  private static final String BODIES =
      """
      nothing of it
        body: {"userName":"ann","X":{"site":"S","desks":[{"room":"1"}]}}
        gives:
      an attribute
        body: {"userName":"ann","X":{"SECRETARY":"s","site":"S"}}
        gives: X:secretary
      without its URN
        body: {"userName":"ann","secretary":"s"}
        gives: X:secretary
      without a value
        body: {"userName":"ann","X":{"secretary":null,"badge":{},"desks":[]}}
        gives:
      a complex one by any of its parts
        body: {"userName":"ann","X":{"badge":{"text":"t"}}}
        gives: X:badge
      and a part of it
        body: {"userName":"ann","X":{"badge":{"code":"c"}}}
        gives: X:badge,X:badge.code
      by a dotted name
        body: {"userName":"ann","X:badge.code":"c"}
        gives: X:badge,X:badge.code
      a part of some element
        body: {"userName":"ann","X":{"desks":[{"room":"1"},{"cost":"2"}]}}
        gives: X:desks.cost
      """;

  private static final String PATCHES =
      """
      nothing of it
        operations: [{"op":"add","path":"title","value":"x"},{"op":"add","path":"X:site","value":"S"}]
        gives:
      an attribute
        operations: [{"op":"Replace","path":"X:Secretary","value":"s"}]
        gives: X:secretary
      an attribute that goes
        operations: [{"op":"remove","path":"X:secretary"}]
        gives: X:secretary
      a part
        operations: [{"op":"add","path":"X:badge.code","value":"c"}]
        gives: X:badge,X:badge.code
      a part of the chosen elements
        operations: [{"op":"replace","path":"X:desks[room eq \\"1\\"].cost","value":"9"}]
        gives: X:desks.cost
      what a filter names is not written
        operations: [{"op":"replace","path":"X:desks[cost eq \\"1\\"].room","value":"9"}]
        gives:
      the members of a value without a path
        operations: [{"op":"add","value":{"title":"x","X:secretary":"s","X":{"badge":{"text":"t"}}}}]
        gives: X:secretary,X:badge
      a whole extension that goes
        operations: [{"op":"remove","path":"X"}]
        gives:
      """;

  /// The answer to a write of everything in it.
  private static final String ANSWERS =
      """
      all that was written
        gives: {"id":"1","userName":"ann","X":{"secretary":"s","site":"S","badge":{"code":"c","text":"t"},"desks":[{"room":"1","cost":"2"}]}}
      what is excluded stays out
        excluded: X:secretary,X:badge.code,X:desks.cost
        gives: {"id":"1","userName":"ann","X":{"site":"S","badge":{"text":"t"},"desks":[{"room":"1"}]}}
      a whole one that is excluded
        excluded: X:badge,X:desks
        gives: {"id":"1","userName":"ann","X":{"secretary":"s","site":"S"}}
      its schema being excluded
        excluded: X
        gives: {"id":"1","userName":"ann"}
      attributes override it
        attributes: userName,X:desks
        gives: {"id":"1","userName":"ann","X":{"desks":[{"room":"1"}]}}
      """;

  private static final String WRITTEN =
      """
      {"id":"1","userName":"ann","X":{"secretary":"s","site":"S","badge":{"code":"c","text":"t"},\
      "desks":[{"room":"1","cost":"2"}]}}\
      """;

  @TestFactory
  Stream<DynamicTest> bodies() {
    return TextTable.tests(
        expand(BODIES),
        row -> {
          Result<List<String>> names =
              ResourceReader.read(TYPE, row.object("body"), Leniency.ALL)
                  .map(read -> Specified.by(TYPE, read));
          assertThat(names).isEqualTo(Result.ok(row.names("gives")));
        });
  }

  @TestFactory
  Stream<DynamicTest> patches() {
    return TextTable.tests(
        expand(PATCHES),
        row -> {
          JsonObject body =
              TextTable.json(
                  "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                      + row.text("operations")
                      + "}");
          Result<List<String>> names =
              new PatchParser(PatchLimits.CLIENT)
                  .parse(TYPE, body, Leniency.ALL)
                  .map(operations -> Specified.by(TYPE, operations));
          assertThat(names).isEqualTo(Result.ok(row.names("gives")));
        });
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    JsonObject written = TextTable.json(expand(WRITTEN));
    return TextTable.tests(
        expand(ANSWERS),
        row -> {
          Result<JsonObject> shown =
              AttributeSelection.parse(
                      List.of(TYPE), row.names("attributes"), row.names("excluded"))
                  .map(it -> it.specifying(Specified.by(TYPE, written)).apply(TYPE, written));
          assertThat(TextTable.shown(shown)).isEqualTo(row.text("gives"));
        });
  }

  @Test
  void what_was_not_written_still_comes_on_request_alone() {
    JsonObject stored = TextTable.json(expand(WRITTEN));
    JsonObject shown =
        AttributeSelection.DEFAULT
            .specifying(List.of(X + ":badge," + X + ":unknown"))
            .apply(TYPE, stored);
    assertThat(TextTable.print(shown))
        .isEqualTo(
            expand(
                """
                {"id":"1","userName":"ann","X":{"site":"S","badge":{"text":"t"},"desks":[{"room":"1"}]}}\
                """));
  }

  private static ResourceTypeDefinition type() {
    SchemaDefinition extension =
        new SchemaDefinition(
            X,
            "X",
            "A test extension",
            List.of(
                onRequest(AttributeDraft.string("secretary", "")),
                AttributeDraft.string("site", "").definition(),
                onRequest(
                    AttributeDraft.complex(
                        "badge",
                        "",
                        List.of(
                            onRequest(AttributeDraft.string("code", "")),
                            AttributeDraft.string("text", "").definition()))),
                AttributeDraft.complex(
                        "desks",
                        "",
                        List.of(
                            AttributeDraft.string("room", "").definition(),
                            onRequest(AttributeDraft.string("cost", ""))))
                    .multiValued()
                    .definition()));
    return SchemaRegistry.standard().extended("User", extension).resourceType("User").orElseThrow();
  }

  private static AttributeDefinition onRequest(AttributeDraft draft) {
    return draft.returned(Returned.REQUEST).definition();
  }

  private static String expand(String text) {
    return text.replaceAll("(?<=[\", ])X(?=[\",:\n])", X);
  }
}
