package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Desired.Absent;
import dev.rollcall.connector.delivery.core.Desired.Present;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The order of the planner's rules, a row a case: desired | link | barriers -> action.
class PlannerTest {
  private static final String TABLE =
      """
      absent   | unlinked        |                         -> nothing
      absent   | intended        |                         -> resolve
      absent   | active          |                         -> delete
      absent   | inactive        |                         -> delete
      absent   | active          | deactivated             -> deactivate
      absent   | inactive        | deactivated             -> delete
      active   | unlinked        |                         -> create
      active   | unlinked        | deactivated reactivated -> create
      active   | intended        |                         -> resolve
      active   | intended        | deactivated             -> resolve
      active   | active          |                         -> nothing
      active   | stale           |                         -> reread
      active   | stale           | deactivated             -> reread
      active   | inactive        |                         -> update
      active   | active          | deactivated             -> deactivate
      active   | active          | deactivated reactivated -> deactivate
      active   | inactive        | deactivated reactivated -> reactivate
      active   | active          | reactivated             -> nothing
      inactive | active          | deactivated             -> deactivate
      inactive | inactive        | deactivated             -> nothing
      inactive | active          |                         -> update
      inactive | inactive        | reactivated deactivated -> reactivate
      """;

  static Stream<String> rows() {
    return TABLE.lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_first_rule_that_asks_for_something_wins(String row) {
    String[] sides = row.split("->", -1);
    String[] given = sides[0].split("\\|", -1);
    StateWork work =
        Works.user(desired(given[0].strip()), link(given[1].strip()), barriers(given[2]));

    Action next = new Planner(Profile.STANDARD).next(work);

    assertThat(next.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .isEqualTo(sides[1].strip());
  }

  private static Desired desired(String word) {
    return switch (word) {
      case "absent" -> new Absent();
      case "active" -> new Present(Works.ACTIVE);
      case "inactive" -> new Present(Works.INACTIVE);
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Link link(String word) {
    return switch (word) {
      case "unlinked" -> new Unlinked();
      case "intended" -> new Intended(Works.ACTIVE, false);
      case "active" -> Works.linked(Works.ACTIVE);
      case "inactive" -> Works.linked(Works.INACTIVE);
      case "stale" -> Works.linked(Works.ACTIVE).asStale();
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Barrier[] barriers(String words) {
    String[] names = words.isBlank() ? new String[0] : words.strip().split(" ", -1);
    var barriers = new Barrier[names.length];
    for (int index = 0; index < names.length; index++) {
      barriers[index] =
          names[index].equals("deactivated")
              ? Works.deactivated(index + 1)
              : Works.reactivated(index + 1);
    }
    return barriers;
  }

  @Test
  void a_member_who_may_have_joined_and_is_not_wanted_is_removed() {
    JsonObject team = Facts.team("Team");
    var attempted = new MemberGap("m", "User", 7, true, null, "remote-m", false, "remote-m");
    assertThat(new Planner(Profile.STANDARD).next(Works.group(team, Works.linked(team), attempted)))
        .isEqualTo(new Action.RemoveMembers("r1", List.of(attempted)));
    var wanted = new MemberGap("m", "User", 7, false, null, "remote-m", true, "remote-m");
    assertThat(new Planner(Profile.STANDARD).next(Works.group(team, Works.linked(team), wanted)))
        .isEqualTo(new Action.AddMembers("r1", List.of(wanted)));
  }

  @Test
  void members_leave_before_others_join_and_those_without_account_wait() {
    JsonObject team = Facts.team("Team");
    var planner = new Planner(Profile.STANDARD);
    Link link = Works.linked(team);

    assertThat(
            planner.next(
                Works.group(team, link, Works.waits("w"), Works.joins("j"), Works.leaves("l"))))
        .isEqualTo(new Action.RemoveMembers("r1", List.of(Works.leaves("l"))));
    assertThat(planner.next(Works.group(team, link, Works.waits("w"), Works.joins("j"))))
        .isEqualTo(new Action.AddMembers("r1", List.of(Works.joins("j"))));
    assertThat(planner.next(Works.group(team, link, Works.waits("w"))))
        .isEqualTo(new Action.WaitForMembers(1));
    assertThat(planner.next(Works.group(team, link))).isEqualTo(new Action.Nothing());
  }

  @Test
  void who_leaves_a_group_goes_before_what_else_changes_about_it_and_who_joins_behind() {
    Link link = Works.linked(Facts.team("Old"));
    JsonObject team = Facts.team("New");
    var planner = new Planner(Profile.STANDARD);

    assertThat(planner.next(Works.group(team, link, Works.joins("j"), Works.leaves("l"))))
        .isEqualTo(new Action.RemoveMembers("r1", List.of(Works.leaves("l"))));
    StateWork joining = Works.group(team, link, Works.joins("j"));
    assertThat(planner.next(joining)).isInstanceOf(Action.Update.class);
    assertThat(planner.next(joining.shapedLast()))
        .isEqualTo(new Action.AddMembers("r1", List.of(Works.joins("j"))));
    assertThat(planner.next(joining.shapedLast().passingOver(Works.joins("j"))))
        .isInstanceOf(Action.Update.class);
  }

  @Test
  void a_group_is_deleted_also_where_accounts_are_only_deactivated() {
    var planner = new Planner(Works.deactivating());
    var gone =
        new StateWork(
            Facts.group("g1"),
            new Absent(),
            Works.linked(Facts.team("Team")),
            List.of(),
            List.of(),
            false);

    assertThat(planner.next(gone)).isEqualTo(new Action.Delete("r1", "W/\"1\""));
  }

  @Test
  void a_member_who_left_and_came_back_is_removed_first() {
    JsonObject team = Facts.team("Team");

    assertThat(
            new Planner(Profile.STANDARD)
                .next(Works.group(team, Works.linked(team), Works.leftAndBack("m"))))
        .isEqualTo(new Action.RemoveMembers("r1", List.of(Works.leftAndBack("m"))));
  }

  @Test
  void one_call_changes_no_more_members_than_the_profile_allows() {
    JsonObject team = Facts.team("Team");
    var planner = new Planner(Works.membersPerPatch(2));

    assertThat(
            planner.next(
                Works.group(
                    team,
                    Works.linked(team),
                    Works.joins("a"),
                    Works.joins("b"),
                    Works.joins("c"))))
        .isEqualTo(new Action.AddMembers("r1", List.of(Works.joins("a"), Works.joins("b"))));
  }

  @Test
  void a_target_that_keeps_accounts_sees_a_deletion_as_a_deactivation() {
    var planner = new Planner(Works.deactivating());

    assertThat(planner.next(Works.user(new Absent(), Works.linked(Works.ACTIVE))))
        .isInstanceOf(Action.Deactivate.class);
    assertThat(planner.next(Works.user(new Absent(), Works.linked(Works.INACTIVE))))
        .isEqualTo(new Action.Nothing());
  }

  @Test
  void of_an_account_of_which_nothing_is_known_a_deactivation_has_what_it_must_be() {
    var unknown =
        Works.user(
            new Present(Works.INACTIVE), Works.linked(JsonObject.EMPTY), Works.deactivated(3));
    assertThat(new Planner(Profile.STANDARD).next(unknown))
        .isEqualTo(new Action.Deactivate("r1", "W/\"1\"", Works.INACTIVE));
    var known =
        Works.user(new Present(Works.INACTIVE), Works.linked(Works.ACTIVE), Works.deactivated(3));
    assertThat(new Planner(Profile.STANDARD).next(known))
        .isEqualTo(new Action.Deactivate("r1", "W/\"1\"", Works.ACTIVE));
    JsonObject titled = Works.INACTIVE.toBuilder().put("title", "Dr").build();
    var partly = Works.user(new Present(titled), Works.linked(Works.ACTIVE), Works.deactivated(3));
    assertThat(new Planner(Profile.STANDARD).next(partly))
        .isEqualTo(
            new Action.Deactivate(
                "r1", "W/\"1\"", Works.ACTIVE.toBuilder().put("title", "Dr").build()));
  }
}
