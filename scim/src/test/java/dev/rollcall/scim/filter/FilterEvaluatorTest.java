package dev.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.schema.StandardSchemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterEvaluatorTest {
  private static final JsonObject USER =
      JsonText.object(
          """
          {'id': 'Id-1', 'userName': 'Ann', 'active': false, 'nickName': '', 'title': 'Éclusière',
           'displayName': '\\ud801\\udc37',
           'emails': [{'type': 'work', 'value': 'ann@x.example'}, {'value': 'b@x.example', 'primary': true}],
           'addresses': [],
           'groups': [{'value': 'G1', 'display': 'Crew'}],
           'meta': {'created': '2026-01-01T00:00:00Z'},
           'ENT': {'manager': {'value': 'M1'}}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          userName eq "aNN"                              | true
          id eq "id-1"                                   | false
          title eq "e\\u0301clusie\\u0300re"             | true
          title sw "É"                                   | true
          displayName gt "\\uffff"                       | true
          displayName lt "\\uffff"                       | false
          manager eq "m1"                                | false
          manager ne "m1"                                | true
          groups eq "g1"                                 | false
          groups.display eq "CREW"                       | true
          emails.type ne "work"                          | true
          emails.type ne "home"                          | true
          emails.value ne "ann@x.example"                | true
          phoneNumbers.type ne "work"                    | false
          addresses.type ne "work"                       | false
          name.givenName ne "x"                          | true
          colour ne "red"                                | true
          colour eq "red"                                | false
          colour pr                                      | false
          not (colour pr)                                | true
          colour[shade pr]                               | false
          emails[shade ne "x"]                           | true
          emails[type eq "work" and primary eq true]     | false
          emails[type eq "work"] and emails[primary eq true] | true
          emails[not (type pr)].value eq "b@x.example"   | true
          emails[primary ne true].type eq "work"         | true
          active eq false                                | true
          active ne false                                | false
          nickName pr                                    | false
          nickName eq null                               | true
          addresses pr                                   | false
          meta.created ge "2026-01-01T01:00:00+01:00"    | true
          meta.created gt "2025-12-31T23:59:59.999Z"     | true
          meta.lastModified gt "2020-01-01T00:00:00Z"    | false
          meta.lastModified ne "2020-01-01T00:00:00Z"    | true
          """)
  void a_user_satisfies(String text, boolean holds) {
    Result<Filter> parsed =
        new FilterParser(FilterLimits.CLIENT).parse(StandardSchemas.USER_TYPE, text);
    assertThat(parsed.map(it -> FilterEvaluator.matches(StandardSchemas.USER_TYPE, it, USER)))
        .isEqualTo(Result.ok(holds));
  }
}
