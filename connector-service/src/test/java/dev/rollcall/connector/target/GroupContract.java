package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What lanes rely on about groups at a target that is kept in step by differences.
public interface GroupContract extends RemoteAppContract {
  /// Another person.
  ResourceRef KIM = Facts.user("00000000-0000-4000-8000-00000000000b");

  /// A group.
  ResourceRef TEAM = Facts.group("00000000-0000-4000-8000-00000000000c");

  /// The names of a group's members there, in order.
  List<String> members(String displayName);

  @Test
  default void members_come_and_go_and_may_be_told_twice() {
    try (var target = Opened.of(kind(), entry())) {
      String ada = user(target, ADA, "ada");
      String kim = user(target, KIM, "kim");
      String team = created(target.perform(TEAM, new Create(team(target))));

      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada)))));
      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada), joins(KIM, kim)))));
      assertThat(members("Team")).containsExactly("ada", "kim");

      done(target.perform(TEAM, new RemoveMembers(team, List.of(leaves(ADA, ada)))));
      done(target.perform(TEAM, new RemoveMembers(team, List.of(leaves(ADA, ada)))));
      assertThat(members("Team")).containsExactly("kim");
      done(target.perform(TEAM, new RemoveMembers(team, List.of(leaves(KIM, kim)))));
      assertThat(members("Team")).isEmpty();
    }
  }

  @Test
  default void a_member_who_gets_another_name_stays_one_and_who_is_deleted_does_not() {
    try (var target = Opened.of(kind(), entry())) {
      String ada = user(target, ADA, "ada");
      String kim = user(target, KIM, "kim");
      String team = created(target.perform(TEAM, new Create(team(target))));
      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada), joins(KIM, kim)))));
      JsonObject before = target.shape(ADA, Facts.person("ada"));
      JsonObject after = target.shape(ADA, Facts.person("zoe"));

      done(target.perform(ADA, new Update(ada, null, before, after)));
      assertThat(members("Team")).containsExactly("kim", "zoe");

      done(target.perform(KIM, new Delete(kim, null)));
      assertThat(members("Team")).containsExactly("zoe");
    }
  }

  @Test
  default void a_group_that_vanished_is_said_to_have() {
    try (var target = Opened.of(kind(), entry())) {
      String ada = user(target, ADA, "ada");
      String team = created(target.perform(TEAM, new Create(team(target))));
      done(target.perform(TEAM, new Delete(team, null)));

      assertThat(
              RemoteAppContract.failure(
                      target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada)))))
                  .kind())
          .isEqualTo(FailureKind.VANISHED);
    }
  }

  @Test
  default void members_whose_addition_was_not_heard_of_are_added_once_more() {
    try (var target = Opened.of(kind(), entry())) {
      String ada = user(target, ADA, "ada");
      String kim = user(target, KIM, "kim");
      String team = created(target.perform(TEAM, new Create(team(target))));
      losesAnswers();
      Answer unheard = target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada))));
      // A kind that asks again by itself may hear of it.
      assertThat(unheard).isInstanceOfAny(Failed.class, Done.class);
      calm();

      done(target.perform(TEAM, new AddMembers(team, List.of(joins(ADA, ada), joins(KIM, kim)))));
      assertThat(members("Team")).containsExactly("ada", "kim");
    }
  }

  private static String user(Opened target, ResourceRef user, String userName) {
    return created(target.perform(user, new Create(target.shape(user, Facts.person(userName)))));
  }

  private static JsonObject team(Opened target) {
    return target.shape(TEAM, Facts.team("Team"));
  }

  private static MemberGap joins(ResourceRef user, String remoteId) {
    return new MemberGap(user.id().value(), "User", 1, false, null, null, true, remoteId);
  }

  private static MemberGap leaves(ResourceRef user, String remoteId) {
    return new MemberGap(user.id().value(), "User", 2, true, remoteId, null, false, remoteId);
  }

  private static String created(Answer answer) {
    assertThat(answer).isInstanceOf(Created.class);
    return ((Created) answer).remoteId();
  }

  private static void done(Answer answer) {
    assertThat(answer).isInstanceOf(Done.class);
  }
}
