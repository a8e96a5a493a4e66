package dev.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.FilterPrinter;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemberPatchTest {

  private static Result<MemberPatch> split(String operations) {
    JsonObject body =
        JsonText.object(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operations
                + "]}");
    return new PatchParser(PatchLimits.CLIENT)
        .parse(StandardSchemas.GROUP_TYPE, body, Leniency.ALL)
        .flatMap(MemberPatch::split);
  }

  private static String shown(MemberOperation operation) {
    return switch (operation) {
      case MemberOperation.Add(var members) -> "add " + shown(members);
      case MemberOperation.Remove(var ids) -> "remove " + String.join(",", ids);
      case MemberOperation.RemoveMatching(var filter) ->
          "remove where " + FilterPrinter.print(filter);
      case MemberOperation.Edit(var filter, var parts) ->
          "edit "
              + Shown.of(parts)
              + (filter == null ? "" : " where " + FilterPrinter.print(filter));
      case MemberOperation.RemoveAll _ -> "remove all";
      case MemberOperation.ReplaceAll(var members) -> "replace " + shown(members);
    };
  }

  private static String shown(List<MemberRef> members) {
    return members.stream()
        .map(it -> it.type() == null ? it.id() : it.id() + ":" + it.type())
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {'op':'Add','path':'members','value':[{'$ref':null,'value':'a'},{'value':'b','type':'Group'},{'value':'a'}]} | add a,b:Group
          {'op':'add','path':'members','value':['a','b']} | add a,b
          {'op':'add','path':'members','value':[{'$ref':'https://h/scim/v2/Users/a'}]} | add a
          {'op':'add','value':{'members':[{'value':'a'}]}} | add a
          {'op':'add','path':'members','value':[]} | nothing
          {'op':'add','path':'members','value':[{'value':''}]} | invalidValue
          {'op':'add','path':'members','value':[{'display':'A'}]} | invalidValue
          {'op':'add','path':'members','value':[{'value':5}]} | invalidValue
          {'op':'Remove','path':'members','value':[{'$ref':null,'value':'a'},{'value':'b','type':'User'}]} | remove a,b
          {'op':'remove','path':'members','value':{'value':'a'}} | remove a
          {'op':'remove','path':'members','value':'a'} | remove a
          {'op':'remove','path':'members','value':[]} | nothing
          {'op':'remove','path':'members[value eq "a"]'} | remove a
          {'op':'remove','path':'members[value eq "a" or (value eq "b" or value eq "a")]'} | remove a,b
          {'op':'remove','path':'members[type eq "Group"]'} | remove where type eq "Group"
          {'op':'remove','path':'members[value eq "a" and type eq "User"]'} | remove where value eq "a" and type eq "User"
          {'op':'remove','path':'members'} | remove all
          {'op':'replace','path':'members','value':[{'value':'a'}]} | replace a
          {'op':'replace','path':'members','value':[]} | replace
          {'op':'replace','path':'members','value':null} | replace
          {'op':'add','path':'members','value':[{'value':'a'}]},{'op':'remove','path':'members[value eq "a"]'} | add a; remove a
          {'op':'replace','path':'members[value eq "a"]','value':{'value':'b'}} | edit {value:b} where value eq "a"
          {'op':'replace','path':'members[value eq "a"].type','value':'Group'} | edit {type:Group} where value eq "a"
          {'op':'replace','path':'members.type','value':'Group'} | edit {type:Group}
          {'op':'replace','path':'members[value eq "a"].display','value':'A'} | mutability
          {'op':'remove','path':'members[value eq "a"].type'} | edit {type:null} where value eq "a"
          {'op':'replace','path':'members[value eq "a"]','value':{'value':null}} | edit {value:null} where value eq "a"
          {'op':'replace','path':'members[value eq "a"]','value':{'display':'A'}} | edit {} where value eq "a"
          {'op':'replace','path':'members[value eq "a"]','value':null} | remove a
          {'op':'add','path':'members[value eq "a"]','value':null} | nothing
          {'op':'remove','path':'members[$ref eq "https://h/scim/v2/Users/a"]'} | remove where $ref eq "/Users/a"
          {'op':'remove','path':'members[$ref eq "a"]'} | remove where $ref eq "a"
          {'op':'remove','path':'members[$ref ew "a"]'} | invalidFilter
          {'op':'remove','path':'members[type eq "User" and not (display pr)]'} | invalidFilter
          {'op':'replace','path':'members[display eq "A"].type','value':'Group'} | invalidFilter
          """)
  void operations_on_members_are_taken_out(String operations, String outcome) {
    String actual =
        switch (split(operations)) {
          case Result.Refused<MemberPatch>(var error) ->
              Objects.requireNonNull(error.scimType()).keyword();
          case Result.Ok<MemberPatch>(var split) -> {
            assertThat(split.attributeOperations()).isEmpty();
            yield split.memberOperations().isEmpty()
                ? "nothing"
                : split.memberOperations().stream()
                    .map(MemberPatchTest::shown)
                    .collect(Collectors.joining("; "))
                    .strip();
          }
        };
    assertThat(actual).isEqualTo(outcome);
  }

  @Test
  void what_is_not_about_members_keeps_its_order() {
    Result<MemberPatch> split =
        split(
            "{'op':'replace','path':'displayName','value':'A'},"
                + "{'op':'add','path':'members','value':[{'value':'a'}]},"
                + "{'op':'replace','path':'externalId','value':'B'}");
    assertThat(
            split.map(
                it -> it.attributeOperations().stream().map(op -> op.path().toString()).toList()))
        .isEqualTo(Result.ok(List.of("displayName", "externalId")));
    assertThat(split.map(it -> it.memberOperations().size())).isEqualTo(Result.ok(1));
  }

  @Test
  void a_thousand_removals_become_one_removal_by_id() {
    String ids =
        IntStream.range(0, 1000)
            .mapToObj(it -> "{'value':'m" + it + "'}")
            .collect(Collectors.joining(","));
    Result<MemberPatch> split = split("{'op':'Remove','path':'members','value':[" + ids + "]}");
    assertThat(split.map(it -> it.memberOperations().getFirst()))
        .isInstanceOfSatisfying(
            Result.Ok.class,
            ok -> assertThat(((MemberOperation.Remove) ok.value()).ids()).hasSize(1000));
  }
}
