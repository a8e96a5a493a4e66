package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.mapping.core.Scope.Membership;
import dev.rollcall.connector.mapping.core.Scope.UserFilter;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
  private static final ResourceTypeDefinition USER =
      SchemaRegistry.standard().resourceType("User").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # filter                   | groups | member of | inside | rule
                                     |        |           | true   | there is no scope
          userType eq "Employee"     |        |           | true   | the filter matches: userType eq "Employee"
          userType eq "Guest"        |        |           | false  | the filter does not match: userType eq "Guest"
          id eq "u1"                 |        |           | true   | the filter matches: id eq "u1"
                                     | g1 g2  | g2        | true   | a member of group g2
                                     | g1 g2  |           | false  | a member of none of the groups g1, g2
                                     | g1 g2 g3 g4 g5 g6 g7 | | false | a member of none of the groups g1, g2, g3, g4, g5 and 2 more
          userType eq "Employee"     | g1     |           | false  | a member of none of the groups g1
          userType eq "Guest"        | g1     | g1        | false  | the filter does not match: userType eq "Guest"
          userType eq "Employee"     | g1     | g1        | true   | a member of group g1
          """)
  void a_user_must_satisfy_the_filter_and_be_in_one_of_the_groups(
      @Nullable String filter,
      @Nullable String groups,
      @Nullable String memberOf,
      boolean inside,
      String rule) {
    JsonObject ada = Facts.person("ada").toBuilder().put("userType", "Employee").build();

    assertThat(scope(filter, groups).judge(Facts.user("u1"), ada, words(memberOf)))
        .isEqualTo(new Membership(inside, rule));
  }

  @Test
  void a_group_must_be_one_of_the_groups_and_the_filter_asks_nothing_of_it() {
    JsonObject team = Facts.team("Team");

    assertThat(scope("userType eq \"Guest\"", null).judge(Facts.group("g1"), team, Set.of()))
        .isEqualTo(new Membership(true, "every group belongs"));
    assertThat(scope(null, "g1").judge(Facts.group("g1"), team, Set.of()).inside()).isTrue();
    assertThat(scope(null, "g1").judge(Facts.group("g2"), team, Set.of("g1")).inside()).isFalse();
  }

  static Scope scope(@Nullable String filter, @Nullable String groups) {
    return new Scope(filter == null ? null : filter(filter), words(groups));
  }

  private static UserFilter filter(String text) {
    var read = new FilterParser(FilterLimits.CLIENT).parse(USER, text);
    if (!(read instanceof Result.Ok<Filter>(var filter))) {
      throw new AssertionError(read);
    }
    return new UserFilter(USER, filter, text);
  }

  private static Set<String> words(@Nullable String text) {
    return text == null ? Set.of() : Set.of(text.split(" ", -1));
  }
}
