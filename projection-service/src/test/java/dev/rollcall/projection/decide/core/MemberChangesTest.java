package dev.rollcall.projection.decide.core;

import static dev.rollcall.projection.decide.core.Directory.createGroup;
import static dev.rollcall.projection.decide.core.Directory.createUser;
import static dev.rollcall.projection.decide.core.Directory.patch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations on the group `crew`, whose members are the users `ann` and `bob` and the group
/// `inner`; `eve` is in no group and nobody is called `ghost`. The outcome is who joins and who
/// leaves, `same`, or the keyword of the refusal.
final class MemberChangesTest {
  private final Directory directory = new Directory();

  private String outcome(String operations) {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "bob"));
    directory.when(createUser("eve", "eve"));
    directory.when(createGroup("inner", "Inner"));
    directory.when(createGroup("crew", "Crew", "ann", "bob", "inner"));
    Decided decided = directory.when(patch("Group", "crew", operations.replace("\"", "\\u0022")));
    return decided.outcome() instanceof Refused refused
        ? Objects.requireNonNull(refused.scimType())
        : shown(decided);
  }

  private static String shown(Decided decided) {
    assertThat(decided.outcome()).isInstanceOf(Accepted.class);
    return decided.facts().isEmpty()
        ? "same"
        : decided.facts().stream().map(MemberChangesTest::shown).collect(Collectors.joining(" "));
  }

  private static String shown(Fact fact) {
    return switch (fact) {
      case MembersAdded(_, _, var members) ->
          members.stream().map(it -> "+" + it.id().value()).collect(Collectors.joining(" "));
      case MembersRemoved(_, _, var members) ->
          members.stream().map(ResourceId::value).map("-"::concat).collect(Collectors.joining(" "));
      case Fact other -> other.getClass().getSimpleName();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          # who is in no directory
          {'op':'remove','path':'members[value eq "ghost"]'} | same
          {'op':'remove','path':'members[value eq "ghost"]'},{'op':'remove','path':'members[type eq "User"]'} | -ann -bob
          {'op':'remove','path':'members','value':[{'value':'ghost'},{'value':'ann'}]},{'op':'remove','path':'members[type pr]'} | -ann -bob -inner
          {'op':'remove','path':'members[value eq "ghost"]'},{'op':'remove','path':'members'} | -ann -bob -inner
          {'op':'remove','path':'members[value eq "ghost"]'},{'op':'replace','path':'members','value':[{'value':'eve'},{'value':'eve'}]} | +eve -ann -bob -inner
          {'op':'remove','path':'members[value eq "ghost" and type eq "User"]'},{'op':'remove','path':'members[value eq "ann" and type eq "User"]'} | -ann
          {'op':'remove','path':'members[value eq "ghost" or value eq "ann"]'},{'op':'add','path':'members','value':[{'value':'ann'}]} | same
          {'op':'add','path':'members','value':[{'value':'eve'},{'value':'ghost'}]},{'op':'remove','path':'members[value eq "ghost"]'} | invalidValue
          {'op':'replace','path':'members','value':[{'value':'ghost'}]},{'op':'remove','path':'members[type eq "User"]'} | invalidValue
          # each operation sees what the ones before it left
          {'op':'remove','path':'members[value eq "ann"]'},{'op':'remove','path':'members[type eq "User"]'} | -ann -bob
          {'op':'add','path':'members','value':[{'value':'eve'}]},{'op':'remove','path':'members[type eq "User"]'} | -ann -bob
          {'op':'replace','path':'members','value':[{'value':'bob'},{'value':'bob'},{'value':'ann'},{'value':'inner'}]} | same
          # addresses
          {'op':'remove','path':'members[$ref eq "https://h.example/scim/v2/Users/ann"]'} | -ann
          {'op':'remove','path':'members[$ref eq "../Groups/inner" or $ref eq "Users/bob"]'} | -inner -bob
          {'op':'remove','path':'members[$ref eq "https://h.example/scim/v2/Groups/ann"]'} | same
          {'op':'remove','path':'members[$ref eq "https://h.example/scim/v2/Users/ghost"]'} | same
          {'op':'remove','path':'members[$ref eq "ann"]'} | same
          {'op':'remove','path':'members[$ref ne "https://h.example/scim/v2/Users/ann"]'} | -bob -inner
          {'op':'remove','path':'members[not ($ref eq "https://h.example/scim/v2/Users/ann") and type eq "User"]'} | -bob
          {'op':'remove','path':'members[$ref pr]'} | -ann -bob -inner
          {'op':'remove','path':'members[not ($ref pr)]'} | same
          {'op':'remove','path':'members[$ref co "/Users/"]'} | invalidFilter
          {'op':'remove','path':'members[not ($ref sw "https://")]'} | invalidFilter
          # names are not known here
          {'op':'remove','path':'members[display eq "Ann"]'} | invalidFilter
          {'op':'remove','path':'members[not (display eq "Ann")]'} | invalidFilter
          {'op':'remove','path':'members[value eq "ann" and display ne "Ann"]'} | invalidFilter
          # a member's record is not edited
          {'op':'replace','path':'members[value eq "ann"]','value':{'value':'eve'}} | mutability
          {'op':'replace','path':'members[value eq "ann"]','value':{'value':'ann'}} | same
          {'op':'replace','path':'members[value eq "ann"]','value':{'value':'ann','type':'user'}} | same
          {'op':'add','path':'members[value eq "ann"]','value':{'type':'Group'}} | mutability
          {'op':'replace','path':'members[value eq "ann"]','value':null} | -ann
          {'op':'replace','path':'members[type eq "User"]','value':{'display':'A'}} | same
          {'op':'replace','path':'members[value eq "ann"]','value':{'value':null}} | mutability
          {'op':'replace','path':'members[value eq "ghost"]','value':null} | same
          {'op':'add','path':'members[value eq "ann"]','value':null} | same
          {'op':'replace','path':'members[value eq "ann"].value','value':'ann'} | same
          {'op':'replace','path':'members[value eq "ann"].value','value':'eve'} | mutability
          {'op':'replace','path':'members[value eq "ann"].$ref','value':'https://h.example/Users/ann'} | same
          {'op':'replace','path':'members[value eq "ann"].type','value':'Group'} | mutability
          {'op':'remove','path':'members[value eq "ann"].type'} | mutability
          {'op':'replace','path':'members.type','value':'User'} | mutability
          {'op':'replace','path':'members[type eq "User"].type','value':'User'} | same
          {'op':'replace','path':'members[value eq "eve"].value','value':'eve'} | noTarget
          {'op':'replace','path':'members[value eq "ghost"].value','value':'ghost'} | noTarget
          {'op':'add','path':'members[value eq "ghost"]','value':{'value':'ghost'}} | noTarget
          {'op':'remove','path':'members[value eq "ghost"].type'} | same
          {'op':'remove','path':'members[value eq "ann"]'},{'op':'replace','path':'members[value eq "ann"].value','value':'ann'} | noTarget
          {'op':'add','path':'members','value':[{'value':'eve'}]},{'op':'replace','path':'members[value eq "eve"].type','value':'User'} | +eve
          # the first refusal is told, and what is wrong with the group itself before that
          {'op':'add','path':'members','value':[{'value':'ghost'}]},{'op':'replace','path':'members[value eq "ann"].value','value':'eve'} | invalidValue
          {'op':'replace','path':'members[value eq "ann"].value','value':'eve'},{'op':'add','path':'members','value':[{'value':'ghost'}]} | mutability
          {'op':'replace','path':'members[value eq "ghost"].type','value':'User'},{'op':'replace','path':'displayName','value':''} | invalidValue
          {'op':'replace','path':'members[value eq "ghost"].type','value':'User'},{'op':'remove','path':'members[display pr]'} | invalidFilter
          """)
  void operations_make_of_the_members(String operations, String outcome) {
    assertThat(outcome(operations)).isEqualTo(outcome);
  }
}
