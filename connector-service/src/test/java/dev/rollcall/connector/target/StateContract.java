package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What lanes rely on at a target that is kept in step by differences: every action may be made
/// twice, a create may have happened unheard, and things may be there, or gone, without us.
public interface StateContract extends GroupContract, LookupContract {
  /// The names of all users there, in order.
  List<String> users();

  /// Whether a user's account is in use there.
  boolean isActive(String userName);

  /// Puts an account there by hand.
  ///
  /// @param owner the id of a client's that it carries, or null where it carries none
  void putByHand(String userName, @Nullable String owner);

  /// Takes an account away behind our back.
  void removeByHand(String userName);

  @Test
  default void what_was_created_is_found_by_our_id() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));

      String remoteId = created(target.perform(ADA, new Create(shape)));

      Found found = found(target.perform(ADA, new Resolve(shape)));
      assertThat(found.remoteId()).isEqualTo(remoteId);
      assertThat(found.remote().text("externalId")).contains(ADA.id().value());
      assertThat(found(target.perform(ADA, new Reread(remoteId))).remoteId()).isEqualTo(remoteId);
      assertThat(users()).containsExactly("ada");
      assertThat(isActive("ada")).isTrue();
    }
  }

  @Test
  default void what_is_not_there_is_not_found() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));

      assertThat(target.perform(ADA, new Resolve(shape))).isEqualTo(new NotFound());
    }
  }

  @Test
  default void a_create_that_is_repeated_makes_no_second_account() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      String remoteId = created(target.perform(ADA, new Create(shape)));

      Answer second = target.perform(ADA, new Create(shape));

      if (second instanceof Failed(var failure)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
      } else {
        assertThat(created(second)).isEqualTo(remoteId);
      }
      assertThat(users()).containsExactly("ada");
    }
  }

  @Test
  default void a_create_whose_answer_was_lost_is_found() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      losesAnswers();
      assertThat(target.perform(ADA, new Create(shape))).isInstanceOf(Failed.class);
      calm();

      found(target.perform(ADA, new Resolve(shape)));
      assertThat(users()).containsExactly("ada");
    }
  }

  @Test
  default void an_account_made_by_hand_is_in_the_way_and_can_be_made_ours() {
    putByHand("ada", null);
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      assertThat(RemoteAppContract.failure(target.perform(ADA, new Create(shape))).kind())
          .isEqualTo(FailureKind.CONFLICT);

      Found found = found(target.perform(ADA, new Resolve(shape)));
      assertThat(found.remote().text("externalId").filter(it -> !it.equals(ADA.id().value())))
          .isEmpty();
      JsonObject bare = shape.without("externalId");
      done(target.perform(ADA, new Update(found.remoteId(), found.etag(), bare, shape)));

      Found ours = found(target.perform(ADA, new Reread(found.remoteId())));
      assertThat(ours.remote().text("externalId")).contains(ADA.id().value());
      assertThat(users()).containsExactly("ada");
    }
  }

  @Test
  default void an_account_of_somebody_elses_is_shown_as_theirs() {
    putByHand("ada", "theirs");
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      assertThat(RemoteAppContract.failure(target.perform(ADA, new Create(shape))).kind())
          .isEqualTo(FailureKind.CONFLICT);

      Found found = found(target.perform(ADA, new Resolve(shape)));

      assertThat(found.remote().text("externalId")).contains("theirs");
    }
  }

  @Test
  default void what_vanished_is_said_to_have_and_can_be_created_again() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      String remoteId = created(target.perform(ADA, new Create(shape)));
      removeByHand("ada");
      JsonObject next = target.shape(ADA, Facts.person("ada2"));

      assertThat(
              RemoteAppContract.failure(
                      target.perform(ADA, new Update(remoteId, null, shape, next)))
                  .kind())
          .isEqualTo(FailureKind.VANISHED);
      assertThat(target.perform(ADA, new Reread(remoteId))).isEqualTo(new NotFound());
      created(target.perform(ADA, new Create(next)));
      assertThat(users()).containsExactly("ada2");
    }
  }

  @Test
  default void changes_arrive_in_order_and_a_repeated_one_changes_nothing() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject first = target.shape(ADA, Facts.person("ada"));
      JsonObject second = target.shape(ADA, Facts.person("ada2"));
      JsonObject third = target.shape(ADA, Facts.person("ada3"));
      String remoteId = created(target.perform(ADA, new Create(first)));

      done(target.perform(ADA, new Update(remoteId, null, first, second)));
      done(target.perform(ADA, new Update(remoteId, null, second, third)));
      done(target.perform(ADA, new Update(remoteId, null, second, third)));

      assertThat(users()).containsExactly("ada3");
      assertThat(found(target.perform(ADA, new Resolve(third))).remoteId()).isEqualTo(remoteId);
    }
  }

  @Test
  default void who_is_deactivated_is_off_and_comes_back() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject on = target.shape(ADA, Facts.person("ada"));
      JsonObject off = on.with("active", JsonBoolean.FALSE);
      String remoteId = created(target.perform(ADA, new Create(on)));

      done(target.perform(ADA, new Deactivate(remoteId, null, on)));
      done(target.perform(ADA, new Deactivate(remoteId, null, on)));
      assertThat(isActive("ada")).isFalse();

      Answer back = target.perform(ADA, new Reactivate(remoteId, null, off));
      // Where who is inactive is not there at all, the account is made again.
      if (back instanceof Failed(var failure)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.VANISHED);
        created(target.perform(ADA, new Create(on)));
      } else {
        done(back);
      }
      assertThat(isActive("ada")).isTrue();
    }
  }

  @Test
  default void who_is_inactive_from_the_start_never_has_an_account_in_use() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject off = target.shape(ADA, Facts.person("ada").with("active", JsonBoolean.FALSE));

      String remoteId = created(target.perform(ADA, new Create(off)));
      assertThat(isActive("ada")).isFalse();

      Answer gone = target.perform(ADA, new Delete(remoteId, null));
      if (gone instanceof Failed(var failure)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.VANISHED);
      }
      assertThat(users()).isEmpty();
    }
  }

  @Test
  default void a_deletion_deletes_and_may_be_repeated() {
    try (var target = Opened.of(kind(), entry())) {
      String remoteId = user(target, ADA, "ada");

      done(target.perform(ADA, new Delete(remoteId, null)));
      Answer again = target.perform(ADA, new Delete(remoteId, null));

      if (again instanceof Failed(var failure)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.VANISHED);
      }
      assertThat(users()).isEmpty();
    }
  }

  private static String user(Opened target, ResourceRef user, String userName) {
    return created(target.perform(user, new Create(target.shape(user, Facts.person(userName)))));
  }

  private static String created(Answer answer) {
    assertThat(answer).isInstanceOf(Created.class);
    return ((Created) answer).remoteId();
  }

  private static Found found(Answer answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return (Found) answer;
  }

  private static void done(Answer answer) {
    assertThat(answer).isInstanceOf(Done.class);
  }
}
