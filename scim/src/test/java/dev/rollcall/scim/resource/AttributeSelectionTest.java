package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The type is User with an extension `X` whose `secretary` is returned on request, `pin` never and
/// `code` always. `C` is an extension that no schema describes.
class AttributeSelectionTest {
  private static final String E = StandardSchemas.ENTERPRISE_USER.urn();
  private static final String X = "urn:example:x";
  private static final String C = "urn:example:c:2.0:User";
  private static final ResourceTypeDefinition TYPE = type();

  private static final String USER =
      """
      {"schemas":["U","E","X","C"],"id":"1","externalId":"e","userName":"ann","password":"s3cret",
       "name":{"givenName":"Ann","familyName":"Lee"},
       "emails":[{"value":"a@b","type":"work","primary":true},{"value":"c@d","type":"home"}],
       "E":{"department":"D","manager":{"value":"m1","displayName":"Boss"}},
       "X":{"secretary":"s","pin":"0000","code":"c"},"C":{"badge":"B","level":"3"},
       "meta":{"resourceType":"User","version":"W/\\"1\\""}}\
      """;

  private static final String TABLE =
      """
      without either parameter all but request and never
        gives: {"schemas":["U","E","X","C"],"id":"1","externalId":"e","userName":"ann","name":{"givenName":"Ann","familyName":"Lee"},"emails":[{"value":"a@b","type":"work","primary":true},{"value":"c@d","type":"home"}],"E":{"department":"D","manager":{"value":"m1","displayName":"Boss"}},"X":{"code":"c"},"C":{"badge":"B","level":"3"},"meta":{"resourceType":"User","version":"W/\\"1\\""}}
      the always returned ones alone
        attributes: id
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      names in any letters, with blanks
        attributes: USERNAME , Name.GivenName
        gives: {"schemas":["U","E","X","C"],"id":"1","userName":"ann","name":{"givenName":"Ann"},"X":{"code":"c"}}
      a whole complex attribute
        attributes: name
        gives: {"schemas":["U","E","X","C"],"id":"1","name":{"givenName":"Ann","familyName":"Lee"},"X":{"code":"c"}}
      the whole wins over its part
        attributes: name.givenName,name
        gives: {"schemas":["U","E","X","C"],"id":"1","name":{"givenName":"Ann","familyName":"Lee"},"X":{"code":"c"}}
      a sub-attribute of every element
        attributes: emails.value
        gives: {"schemas":["U","E","X","C"],"id":"1","emails":[{"value":"a@b"},{"value":"c@d"}],"X":{"code":"c"}}
      elements without the sub-attribute fall away
        attributes: emails.primary
        gives: {"schemas":["U","E","X","C"],"id":"1","emails":[{"primary":true}],"X":{"code":"c"}}
      meta and externalId by name
        attributes: meta.version,externalId
        gives: {"schemas":["U","E","X","C"],"id":"1","externalId":"e","X":{"code":"c"},"meta":{"version":"W/\\"1\\""}}
      qualified by the base schema
        attributes: U:userName
        gives: {"schemas":["U","E","X","C"],"id":"1","userName":"ann","X":{"code":"c"}}
      an extension's attribute by its URN
        attributes: E:department
        gives: {"schemas":["U","E","X","C"],"id":"1","E":{"department":"D"},"X":{"code":"c"}}
      an extension's attribute without its URN
        attributes: manager
        gives: {"schemas":["U","E","X","C"],"id":"1","E":{"manager":{"value":"m1","displayName":"Boss"}},"X":{"code":"c"}}
      an extension's sub-attribute
        attributes: E:manager.value
        gives: {"schemas":["U","E","X","C"],"id":"1","E":{"manager":{"value":"m1"}},"X":{"code":"c"}}
      a whole extension
        attributes: E
        gives: {"schemas":["U","E","X","C"],"id":"1","E":{"department":"D","manager":{"value":"m1","displayName":"Boss"}},"X":{"code":"c"}}
      returned on request
        attributes: X:secretary
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"secretary":"s","code":"c"}}
      a whole extension does not ask for what comes on request
        attributes: X
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      never means never
        attributes: password,X:pin
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      an open extension
        attributes: C
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"},"C":{"badge":"B","level":"3"}}
      an open extension's attribute
        attributes: C:BADGE
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"},"C":{"badge":"B"}}
      unknown names are ignored
        attributes: shoeSize,userName.first,emails[0],,urn:x:nothing
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      excluded ones
        excluded: name,emails.type,E,C:level,meta,externalId,X:secretary
        gives: {"schemas":["U","E","X","C"],"id":"1","userName":"ann","emails":[{"value":"a@b","primary":true},{"value":"c@d"}],"X":{"code":"c"},"C":{"badge":"B"}}
      what is always returned cannot be excluded
        excluded: id,schemas,X,X:code,name.givenName,name.familyName,emails,E:department,E:manager,C,meta,externalId,userName
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      unknown names are not excluded
        excluded: shoeSize,name,emails,E,C,meta,externalId
        gives: {"schemas":["U","E","X","C"],"id":"1","userName":"ann","X":{"code":"c"}}
      the base schema as a whole
        excluded: U,E,C,meta,externalId
        gives: {"schemas":["U","E","X","C"],"id":"1","X":{"code":"c"}}
      """;

  @TestFactory
  Stream<DynamicTest> selections() {
    JsonObject user = TextTable.json(expand(USER));
    return TextTable.tests(
        expand(TABLE),
        row -> {
          JsonObject cut =
              selection(row.names("attributes"), row.names("excluded")).apply(TYPE, user);
          assertThat(TextTable.print(cut)).isEqualTo(TextTable.print(row.object("gives")));
        });
  }

  @Test
  void both_lists_at_once_are_refused() {
    assertThat(
            TextTable.shown(
                AttributeSelection.parse(List.of(TYPE), List.of("id"), List.of("name"))
                    .map(it -> it.apply(TYPE, JsonObject.EMPTY))))
        .isEqualTo("400 invalidValue");
  }

  @Test
  void empty_lists_are_no_lists() {
    assertThat(selection(List.of(""), List.of(" , ")).includes(TYPE, "name")).isTrue();
    assertThat(selection(List.of(" "), List.of("name")).includes(TYPE, "name")).isFalse();
  }

  @Test
  void what_is_not_included_need_not_be_fetched() {
    ResourceTypeDefinition group = StandardSchemas.GROUP_TYPE;
    assertThat(AttributeSelection.DEFAULT.includes(group, "members")).isTrue();
    assertThat(selection(List.of(), List.of("MEMBERS")).includes(group, "members")).isFalse();
    assertThat(selection(List.of(), List.of("members.display")).includes(group, "members"))
        .isTrue();
    assertThat(selection(List.of("displayName"), List.of()).includes(group, "members")).isFalse();
    assertThat(selection(List.of("members.value"), List.of()).includes(group, "members")).isTrue();
    assertThat(selection(List.of("displayName"), List.of()).includes(group, "id")).isTrue();
    assertThat(selection(List.of("id"), List.of()).includes(TYPE, "groups")).isFalse();
  }

  @Test
  void one_selection_serves_several_types() {
    Result<AttributeSelection> parsed =
        AttributeSelection.parse(
            SchemaRegistry.standard().resourceTypes(), List.of("displayName,userName"), List.of());
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Result.Ok.class,
            ok -> {
              var selection = (AttributeSelection) ok.value();
              assertThat(
                      selection.apply(
                          StandardSchemas.GROUP_TYPE,
                          TextTable.json("{\"id\":\"1\",\"displayName\":\"G\",\"members\":[]}")))
                  .isEqualTo(TextTable.json("{\"id\":\"1\",\"displayName\":\"G\"}"));
            });
  }

  private static AttributeSelection selection(List<String> attributes, List<String> excluded) {
    return switch (AttributeSelection.parse(List.of(TYPE), attributes, excluded)) {
      case Result.Ok<AttributeSelection>(var selection) -> selection;
      case Result.Refused<AttributeSelection>(var error) ->
          throw new AssertionError(error.toString());
    };
  }

  private static ResourceTypeDefinition type() {
    SchemaDefinition extension =
        new SchemaDefinition(
            X,
            "X",
            "A test extension",
            List.of(
                AttributeDraft.string("secretary", "On request.")
                    .returned(Returned.REQUEST)
                    .definition(),
                AttributeDraft.string("pin", "Never.").returned(Returned.NEVER).definition(),
                AttributeDraft.string("code", "Always.").returned(Returned.ALWAYS).definition()));
    return SchemaRegistry.standard().extended("User", extension).resourceType("User").orElseThrow();
  }

  private static String expand(String text) {
    return text.replaceAll("(?<=[\", ])U(?=[\",:\n])", StandardSchemas.USER.urn())
        .replaceAll("(?<=[\", ])E(?=[\",:\n])", E)
        .replaceAll("(?<=[\", ])X(?=[\",:\n])", X)
        .replaceAll("(?<=[\", ])C(?=[\",:\n])", C);
  }
}
