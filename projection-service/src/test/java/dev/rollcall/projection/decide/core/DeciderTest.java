package dev.rollcall.projection.decide.core;

import static dev.rollcall.projection.decide.core.Directory.createUser;
import static dev.rollcall.projection.decide.core.Directory.delete;
import static dev.rollcall.projection.decide.core.Directory.patch;
import static dev.rollcall.projection.decide.core.Directory.removeMembers;
import static dev.rollcall.projection.decide.core.Directory.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.scim.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {
  private static final ResourceRef ANN = new ResourceRef("User", new ResourceId("ann"));

  private final Directory directory = new Directory();

  @Test
  void a_create_gives_version_1_and_takes_the_folded_key() {
    Decided decided = directory.when(createUser("ann", "Ann@Example.com"));

    assertThat(decided.outcome()).isEqualTo(new Accepted(201, ANN, 1));
    assertThat(decided.facts()).hasSize(1);
    var created = (ResourceCreated) decided.facts().getFirst();
    assertThat(created.keys()).containsExactly(new TakenKey("userName", "ann@example.com"));
    assertThat(created.document().text("userName")).contains("Ann@Example.com");
  }

  @Test
  void a_user_name_in_other_letters_is_taken() {
    directory.when(createUser("ann", "ann"));
    assertThat(status(directory.when(createUser("bob", "ANN")))).isEqualTo(409);
  }

  @Test
  void a_deleted_users_name_is_free_again() {
    directory.when(createUser("ann", "ann"));
    directory.when(delete("User", "ann"));
    assertThat(status(directory.when(createUser("ann2", "ann")))).isEqualTo(201);
  }

  @Test
  void a_renamed_users_old_name_is_free_and_the_new_one_is_taken() {
    directory.when(createUser("ann", "ann"));
    directory.when(patch("User", "ann", "{'op':'replace','path':'userName','value':'eve'}"));
    assertThat(status(directory.when(createUser("bob", "ann")))).isEqualTo(201);
    assertThat(status(directory.when(createUser("eve", "EVE")))).isEqualTo(409);
  }

  @Test
  void a_change_of_letter_case_of_the_own_name_is_no_conflict() {
    directory.when(createUser("ann", "ann"));
    Decided decided =
        directory.when(patch("User", "ann", "{'op':'replace','path':'userName','value':'Ann'}"));
    assertThat(decided.outcome()).isEqualTo(new Accepted(200, ANN, 2));
  }

  @Test
  void switching_active_off_and_on_is_a_fact_of_its_own() {
    directory.when(createUser("ann", "ann"));
    Decided off =
        directory.when(patch("User", "ann", "{'op':'Replace','path':'active','value':'False'}"));
    Decided on =
        directory.when(patch("User", "ann", "{'op':'Add','path':'active','value':'True'}"));

    assertThat(off.facts()).singleElement().isInstanceOf(ResourceDeactivated.class);
    assertThat(on.facts()).singleElement().isInstanceOf(ResourceReactivated.class);
    assertThat(on.outcome()).isEqualTo(new Accepted(200, ANN, 3));
  }

  @Test
  void writing_active_true_where_it_was_missing_is_an_ordinary_change() {
    directory.when(createUser("ann", "ann"));
    Decided decided =
        directory.when(patch("User", "ann", "{'op':'add','path':'active','value':true}"));
    assertThat(decided.facts()).singleElement().isInstanceOf(ResourceChanged.class);
  }

  @Test
  void a_patch_that_changes_nothing_keeps_the_version() {
    directory.when(createUser("ann", "ann"));
    Decided decided =
        directory.when(patch("User", "ann", "{'op':'replace','path':'userName','value':'ann'}"));
    assertThat(decided).isEqualTo(new Decided(new Accepted(200, ANN, 1), List.of()));
  }

  @Test
  void a_put_that_says_the_same_keeps_the_version() {
    directory.when(createUser("ann", "ann"));
    Decided decided = directory.when(replace("User", "ann", "{'userName':'ann'}"));
    assertThat(decided).isEqualTo(new Decided(new Accepted(200, ANN, 1), List.of()));
  }

  @Test
  void a_put_never_creates() {
    assertThat(status(directory.when(replace("User", "ann", "{'userName':'ann'}")))).isEqualTo(404);
  }

  @Test
  void an_id_of_another_type_is_not_found() {
    directory.when(createUser("ann", "ann"));
    assertThat(status(directory.when(delete("Group", "ann")))).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id      | If-Match | value    | status | scimType
          nobody    | W/"9"    | taken    | 404    |
          nobody    |          | bad      | 404    |
          ann       | W/"9"    | bad      | 412    |
          ann       | W/"9"    | taken    | 412    |
          ann       | W/"1"    | bad      | 400    | invalidValue
          ann       |          | bad      | 400    | invalidValue
          ann       | "1"      | taken    | 409    | uniqueness
          ann       | *        | taken    | 409    | uniqueness
          ann       | W/"1"    | fine     | 200    |
          """)
  void refusals_come_in_one_order(
      String id, String ifMatch, String value, int status, String scimType) {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "bob"));
    String operations =
        switch (value) {
          // The taken name stands before the bad value: semantics still come first.
          case "bad" ->
              "{'op':'replace','path':'userName','value':'bob'},"
                  + "{'op':'replace','path':'active','value':'perhaps'}";
          case "taken" -> "{'op':'replace','path':'userName','value':'bob'}";
          default -> "{'op':'replace','path':'userName','value':'eve'}";
        };
    String[] conditions = ifMatch == null ? new String[0] : new String[] {ifMatch};

    Outcome outcome = directory.when(patch("User", id, operations, conditions)).outcome();

    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome instanceof Refused refused ? refused.scimType() : null).isEqualTo(scimType);
  }

  @Test
  void a_text_that_no_index_can_hold_is_refused() {
    assertThat(status(directory.when(createUser("ann", "a".repeat(3000))))).isEqualTo(400);
  }

  @Test
  void a_text_that_no_table_can_hold_is_refused() {
    assertThat(status(directory.when(createUser("ann", "a\\u0000b")))).isEqualTo(400);
    assertThat(status(directory.when(createUser("bob", "a\\ud800b")))).isEqualTo(400);
    assertThat(status(directory.when(removeMembers("crew\u0000", "ann")))).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e-999", "1e999999", "1e2000000000"})
  void a_number_that_no_table_can_hold_is_refused_wherever_it_stands(String number) {
    for (String member :
        List.of("'urn:x:berth':{'slot':" + number + "}", "'unknown':[" + number + "]")) {
      var create =
          new Command.CreateResource(
              "User", new ResourceId("ann"), Directory.json("{'userName':'ann'," + member + "}"));
      assertThat(directory.when(create).outcome())
          .as(member)
          .isInstanceOfSatisfying(
              Refused.class, it -> assertThat(it.scimType()).isEqualTo("invalidValue"));
    }
  }

  @Test
  void a_definition_that_no_table_can_hold_is_refused() {
    assertThat(status(directory.when(define("1")))).isEqualTo(201);
    for (String number : List.of("1e999", "1e999999", "1e2000000000")) {
      assertThat(status(directory.when(define(number)))).as(number).isEqualTo(400);
    }
  }

  private static Command define(String number) {
    return new Command.ReplaceResource(
        Profile.RESOURCE_TYPE,
        new ResourceId("Berth"),
        List.of(),
        Directory.json(
            "{'name':'Berth','endpoint':'/Berths','schema':'urn:x:berth','unknown':"
                + number
                + ",'definitions':[{'id':'urn:x:berth','attributes':[{'name':'slot'}]}]}"));
  }

  @Test
  void a_refusal_leaves_everything_as_it_was() {
    directory.when(createUser("ann", "ann"));
    Decided refused =
        directory.when(
            patch(
                "User",
                "ann",
                "{'op':'replace','path':'title','value':'x'},"
                    + "{'op':'replace','path':'active','value':'perhaps'}"));
    assertThat(refused.facts()).isEmpty();
    assertThat(directory.when(replace("User", "ann", "{'userName':'ann'}")).facts()).isEmpty();
  }

  private static int status(Decided decided) {
    return decided.outcome().status();
  }
}
