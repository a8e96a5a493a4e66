package dev.rollcall.connector.delivery.core;

import static dev.rollcall.connector.delivery.core.Works.failed;
import static dev.rollcall.connector.delivery.core.Works.failure;
import static dev.rollcall.connector.delivery.core.Works.kind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Step.Advanced;
import dev.rollcall.connector.delivery.core.Step.Stopped;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an answer leads to where it is about the members of a group.
class ProgressMembersTest {
  @Test
  void members_that_are_refused_together_are_sent_one_by_one() {
    StateWork work =
        Works.group(Works.ACTIVE, Works.linked(Works.ACTIVE), Works.joins("a"), Works.joins("b"));
    var planner = new Planner(Profile.STANDARD);
    var both = (Action.Call) planner.next(work);

    Step step = Progress.after(work, both, failed(FailureKind.CONFLICT));

    assertThat(step).isEqualTo(new Step.Again(work.oneByOne()));
    var one = (Action.Call) planner.next(work.oneByOne());
    assertThat(one).isEqualTo(new Action.AddMembers("r1", List.of(Works.joins("a"))));
    assertThat(Progress.after(work.oneByOne(), one, failed(FailureKind.CONFLICT)))
        .isEqualTo(new Step.Again(work.passingOver(Works.joins("a"))));
  }

  @Test
  void members_that_are_refused_do_not_keep_the_others_out() {
    JsonObject team = Facts.team("Team");
    StateWork work =
        Works.group(
            team, Works.linked(team), Works.joins("a"), Works.leaves("b"), Works.joins("c"));
    var planner = new Planner(Profile.STANDARD);
    var removal = (Action.Call) planner.next(work);
    assertThat(removal).isEqualTo(new Action.RemoveMembers("r1", List.of(Works.leaves("b"))));

    Step first = Progress.after(work, removal, failed(FailureKind.REFUSED));
    assertThat(first).isEqualTo(new Step.Again(work.passingOver(Works.leaves("b"))));
    StateWork others = work.passingOver(Works.leaves("b"));
    var joining = (Action.Call) planner.next(others);
    assertThat(joining).isEqualTo(new Action.AddMembers("r1", List.of(Works.joins("a"))));

    StateWork last = others.passingOver(Works.joins("a")).passingOver(Works.joins("c"));
    var again = (Action.Call) planner.next(last);
    assertThat(again).isEqualTo(removal);
    assertThat(kind(Progress.after(last, again, failed(FailureKind.REFUSED))))
        .isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void what_is_refused_of_a_group_itself_keeps_nobody_out_and_stops_it_at_the_end() {
    StateWork work =
        Works.group(
            Facts.team("New"), Works.linked(Facts.team("Old")), Works.joins("a"), Works.joins("b"));
    var planner = new Planner(Profile.STANDARD);
    var update = (Action.Call) planner.next(work);

    assertThat(Progress.after(work, update, failed(FailureKind.REFUSED)))
        .isEqualTo(new Step.Again(work.shapedLast()));
    StateWork left = work.shapedLast().passingOver(Works.joins("a")).passingOver(Works.joins("b"));
    assertThat(Progress.after(left, update, failed(FailureKind.REFUSED)))
        .isEqualTo(
            new Stopped(
                failure(FailureKind.REFUSED),
                List.of(new Effect.MembersRefused(Set.of("a", "b")))));
    assertThat(kind(Progress.after(work, update, failed(FailureKind.SERVER_ERROR))))
        .isEqualTo(FailureKind.SERVER_ERROR);
    StateWork alone = Works.group(Facts.team("New"), Works.linked(Facts.team("Old")));
    assertThat(kind(Progress.after(alone, update, failed(FailureKind.REFUSED))))
        .isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void a_removal_that_is_refused_beside_others_is_tried_alone() {
    JsonObject team = Facts.team("Team");
    StateWork work = Works.group(team, Works.linked(team), Works.leaves("a"), Works.leaves("b"));
    var both = (Action.Call) new Planner(Profile.STANDARD).next(work);

    assertThat(Progress.after(work, both, failed(FailureKind.REFUSED)))
        .isEqualTo(new Step.Again(work.oneByOne()));
    assertThat(kind(Progress.after(work, both, failed(FailureKind.SERVER_ERROR))))
        .isEqualTo(FailureKind.SERVER_ERROR);
  }

  @Test
  void one_turn_passes_over_no_more_than_so_many() {
    JsonObject team = Facts.team("Team");
    MemberGap[] gaps =
        IntStream.rangeClosed(0, MemberInTheWay.PASSED_OVER_MAX + 1)
            .mapToObj(it -> Works.joins("m" + it))
            .toArray(MemberGap[]::new);
    StateWork work = Works.group(team, Works.linked(team), gaps).oneByOne();
    var planner = new Planner(Profile.STANDARD);
    int passed = 0;
    Step step = new Step.Again(work);
    while (step instanceof Step.Again(var next)) {
      step = Progress.after(next, (Action.Call) planner.next(next), failed(FailureKind.REFUSED));
      passed++;
    }
    assertThat(passed).isEqualTo(MemberInTheWay.PASSED_OVER_MAX + 1);
    assertThat(kind(step)).isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void a_member_who_left_and_came_back_is_added_after_the_removal() {
    JsonObject team = Facts.team("Team");
    StateWork work = Works.group(team, Works.linked(team), Works.leftAndBack("m"));
    var remove = new Action.RemoveMembers("r1", List.of(Works.leftAndBack("m")));

    Step step = Progress.after(work, remove, new Done(null));

    assertThat(step).isInstanceOf(Advanced.class);
    if (step instanceof Advanced(var next, _)) {
      assertThat(new Planner(Profile.STANDARD).next(next))
          .isEqualTo(new Action.AddMembers("r1", List.of(Works.leftAndBack("m").removed())));
    }
  }
}
