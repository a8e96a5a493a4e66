package dev.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StandardSchemas;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterParserTest {
  private static final FilterParser PARSER = new FilterParser(FilterLimits.CLIENT);
  private static final FilterParser STRICT = new FilterParser(FilterLimits.CLIENT, Leniency.STRICT);

  private static String canonical(FilterParser parser, String text) {
    return switch (parser.parse(StandardSchemas.USER_TYPE, text)) {
      case Result.Ok<Filter>(var filter) -> FilterPrinter.print(filter);
      case Result.Refused<Filter>(var error) -> {
        assertThat(error.scimType()).isEqualTo(ScimType.INVALID_FILTER);
        yield error.detail();
      }
    };
  }

  /// Left what a client writes, right what the tree says.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          userName eq "a"                            | userName eq "a"
          USERNAME EQ "a" AND NOT(Title PR)          | userName eq "a" and not (title pr)
          title pr or title pr and active eq True    | title pr or title pr and active eq true
          (title pr or nickName pr) and active pr    | (title pr or nickName pr) and active pr
          (title pr)                                 | title pr
          ((title pr))and(nickName pr)               | title pr and nickName pr
          (title pr and nickName pr) and active pr   | (title pr and nickName pr) and active pr
          not (not (title pr))                       | not (not (title pr))
          title eq"a"                                | title eq "a"
          title eq'it'                               | title eq "it"
          title eq O'Brien                           | title eq "O'Brien"
          title eq 0042                              | title eq "0042"
          title eq true                              | title eq "true"
          title eq NULL                              | not (title pr)
          title ne null                              | title pr
          name eq null                               | not (name pr)
          emails ne null                             | emails pr
          active eq "FALSE"                          | active eq false
          emails co "x"                              | emails.value co "x"
          emails.Value sw "x"                        | emails.value sw "x"
          emails[type eq "work"]                     | emails[type eq "work"]
          emails [ type eq "work" ]                  | emails[type eq "work"]
          emails[type eq "work"].value eq "x"        | emails[type eq "work" and value eq "x"]
          emails[type eq "a" or type pr].value pr    | emails[(type eq "a" or type pr) and value pr]
          emails[type eq "w"].display eq null        | emails[type eq "w" and not (display pr)]
          emails[emails.type eq "work"]              | emails[type eq "work"]
          name[familyName eq "x" or givenName pr]    | name pr and (name.familyName eq "x" or name.givenName pr)
          manager eq "1"                             | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "1"
          Department pr                              | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department pr
          urn:ietf:params:scim:schemas:core:2.0:user:Title pr | title pr
          urn:x:y:2.0:User:slot eq 4                 | urn:x:y:2.0:User:slot eq 4
          shoeSize gt 41.5                           | shoeSize gt 41.5
          colour eq blue                             | colour eq "blue"
          colour[shade eq "x"]                       | colour[shade eq "x"]
          meta.created gt 2026-01-05T09:30:00+01:00  | meta.created gt "2026-01-05T08:30:00.000000000Z"
          meta.created eq "2026-01-05T08:30:00.5Z"   | meta.created eq "2026-01-05T08:30:00.500000000Z"
          groups[$ref ew "g1"]                       | groups[$ref ew "g1"]
          profileUrl sw "https"                      | profileUrl sw "https"
          x509Certificates eq "MII="                 | x509Certificates.value eq "MII="
          schemas eq "urn:x"                         | schemas eq "urn:x"
          """)
  void a_filter_reads_as(String text, String tree) {
    assertThat(canonical(PARSER, text)).isEqualTo(tree);
  }

  /// What is wrong, and the column where.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          userName xx "a"               | 'xx' is no operator (column 10).
          userName                      | An operator is due (column 9).
          userName eq                   | A value to compare with is due (column 12).
          and                           | An operator is due (column 4).
          ()                            | The name of an attribute is due (column 2).
          title pr title pr             | 'and', 'or' or the end is due (column 10).
          title pr and                  | The name of an attribute is due (column 13).
          (title pr                     | 'and', 'or' or ')' is due (column 10).
          title pr)                     | 'and', 'or' or the end is due (column 9).
          not title pr                  | 'not' wants its filter in parentheses (column 5).
          emails[type pr                | 'and', 'or' or ']' is due (column 15).
          emails[]                      | The name of a sub-attribute is due (column 8).
          [type pr]                     | The name of an attribute is due (column 1).
          emails[type pr].              | The name of a sub-attribute is due (column 17).
          emails[phoneNumbers[type pr]] | Value paths do not nest (column 8).
          userName[value pr]            | 'userName' is not complex and takes no brackets (column 1).
          active gt true                | 'gt' does not go with type boolean (column 8).
          active co "t"                 | 'co' does not go with type boolean (column 8).
          emails[primary le true]       | 'le' does not go with type boolean (column 16).
          x509Certificates gt "a"       | 'gt' does not go with type binary (column 18).
          x509Certificates co "a"       | 'co' does not go with type binary (column 18).
          meta.created ew "Z"           | 'ew' does not go with type dateTime (column 14).
          meta.created gt "2026-01-01"  | The attribute is a dateTime such as "2026-01-31T08:00:00Z" (column 17).
          active eq 1                   | The attribute is a boolean: compare with true or false (column 11).
          title gt null                 | null goes with 'eq' and 'ne' alone (column 10).
          addresses eq "x"              | 'addresses' is complex: name a sub-attribute (column 1).
          meta pr or password pr        | Attribute 'password' cannot be filtered on (column 12).
          urn:ietf:params:scim:schemas:core:2.0:User:password pr | Attribute 'password' cannot be filtered on (column 1).
          emails.type.x pr              | 'emails.type.x' has no name behind its dot (column 1).
          1title pr                     | '1title' is no attribute name (column 1).
          title eq "a\\x"               | A text holds an unknown escape (column 12).
          title eq "a\\u12g4"           | An escape with u wants four hexadecimal digits (column 12).
          title eq "a\\u0000"           | A text holds U+0000 or half of a surrogate pair (column 10).
          title eq "a\\ud800b"          | A text holds U+0000 or half of a surrogate pair (column 10).
          title eq "a                   | A text is not closed (column 10).
          """)
  void a_broken_filter_says_where(String text, String problem) {
    assertThat(canonical(PARSER, text)).isEqualTo("The filter cannot be read: " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title eq bare",
        "title eq 'x'",
        "title eq 5",
        "active eq \"true\"",
        "meta.created gt 2026-01-01T00:00:00Z"
      })
  void a_strict_parser_wants_literals_as_the_grammar_has_them(String text) {
    assertThat(canonical(PARSER, text)).doesNotStartWith("The filter cannot be read");
    assertThat(canonical(STRICT, text)).startsWith("The filter cannot be read");
  }

  @Test
  void the_limits_are_inclusive() {
    String ors = "title pr" + " or title pr".repeat(31);
    String deep = "(".repeat(8) + "title pr" + ")".repeat(8);
    String longest = "title eq \"" + "x".repeat(2048 - 11) + "\"";
    assertThat(canonical(PARSER, ors)).isEqualTo(ors);
    assertThat(canonical(PARSER, deep)).isEqualTo("title pr");
    assertThat(canonical(PARSER, longest)).isEqualTo(longest);
    assertThat(canonical(PARSER, ors + " or title pr")).contains("more than 32 conditions");
    assertThat(canonical(PARSER, "(" + deep + ")")).contains("deeper than 8");
    assertThat(canonical(PARSER, longest + " ")).contains("at most 2048 characters");
  }

  @Test
  void an_attribute_of_any_of_several_types_is_known() {
    var types = SchemaRegistry.standard().resourceTypes();
    String canonical = "members.value eq \"1\" or userName eq \"a\"";
    assertThat(printed(types, "Members eq \"1\" or userName eq \"a\""))
        .isEqualTo(Result.ok(Map.of("User", canonical, "Group", canonical)));
    assertThat(printed(List.of(StandardSchemas.USER_TYPE), "Members eq \"1\""))
        .isEqualTo(Result.ok(Map.of("User", "Members eq \"1\"")));
  }

  @Test
  void one_name_is_read_as_each_type_has_it() {
    var document =
        "{\"schema\":\"urn:x:Device\",\"definitions\":[{\"id\":\"urn:x:Device\",\"attributes\":["
            + "{\"name\":\"department\"},{\"name\":\"title\",\"type\":\"integer\"}]}]}";
    var types =
        Profile.STANDARD
            .with(
                Profile.RESOURCE_TYPE,
                "Device",
                new JsonCodec(JsonLimits.CLIENT)
                    .readObject(document.getBytes(StandardCharsets.UTF_8)))
            .schemas()
            .resourceTypes();
    String enterprise =
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"x\"";
    assertThat(printed(types, "department eq \"x\""))
        .isEqualTo(
            Result.ok(
                Map.of("User", enterprise, "Group", enterprise, "Device", "department eq \"x\"")));
  }

  private static Result<Map<String, String>> printed(
      List<ResourceTypeDefinition> types, String text) {
    return PARSER
        .parse(types, text)
        .map(filters -> {
          var printed = new HashMap<String, String>();
          filters.forEach((type, filter) -> printed.put(type, FilterPrinter.print(filter)));
          return printed;
        });
  }
}
