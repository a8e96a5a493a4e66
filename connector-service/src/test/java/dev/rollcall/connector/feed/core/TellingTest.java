package dev.rollcall.connector.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.feed.core.Draft.Membership;
import dev.rollcall.connector.feed.core.Told.Already;
import dev.rollcall.connector.feed.core.Told.ByEntry;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final ResourceRef ADA = Facts.user("u1");
  private static final ResourceRef TEAM = Facts.group("g1");
  private static final JsonObject ON = Facts.person("ada");
  private static final JsonObject OFF = ON.with("active", JsonBoolean.FALSE);
  private static final Already DONE = new Already(new Done(null));

  @Test
  void who_is_new_is_created_under_our_own_id() {
    assertThat(Telling.of(ADA, new Create(ON), null))
        .isEqualTo(
            new ByEntry(
                new Draft(What.CREATED, ADA, withId(ON), ON, List.of()), new Created("u1", null)));
  }

  @Test
  void a_create_that_was_told_unheard_is_searched_for_and_found() {
    assertThat(kind(Telling.of(ADA, new Create(ON), ON))).isEqualTo(FailureKind.CONFLICT);
    assertThat(Telling.of(ADA, new Resolve(ON), ON))
        .isEqualTo(new Already(new Found("u1", null, ON)));
    assertThat(Telling.of(ADA, new Reread("u1"), OFF))
        .isEqualTo(new Already(new Found("u1", null, OFF)));
    assertThat(Telling.of(ADA, new Resolve(ON), null)).isEqualTo(new Already(new NotFound()));
  }

  @Test
  void a_change_is_told_by_what_it_does_to_active() {
    JsonObject other = Facts.person("ada2");
    assertThat(what(update(ON, other), ON)).isEqualTo(What.UPDATED);
    assertThat(what(update(ON, OFF), ON)).isEqualTo(What.DEACTIVATED);
    assertThat(what(update(OFF, ON), OFF)).isEqualTo(What.REACTIVATED);
    assertThat(what(new Deactivate("u1", null, ON), ON)).isEqualTo(What.DEACTIVATED);
    assertThat(what(new Reactivate("u1", null, OFF), OFF)).isEqualTo(What.REACTIVATED);
  }

  @Test
  void what_was_told_already_is_not_told_again() {
    assertThat(Telling.of(ADA, update(Facts.person("old"), ON), ON)).isEqualTo(DONE);
    assertThat(Telling.of(ADA, new Deactivate("u1", null, ON), OFF)).isEqualTo(DONE);
    assertThat(Telling.of(ADA, new Reactivate("u1", null, OFF), ON)).isEqualTo(DONE);
    assertThat(Telling.of(ADA, new Delete("u1", null), null)).isEqualTo(DONE);
  }

  @Test
  void what_the_feed_has_never_told_of_is_told_from_the_beginning() {
    for (Call call :
        List.of(
            update(ON, OFF),
            new Deactivate("u1", null, ON),
            new AddMembers("u1", List.of()),
            new RemoveMembers("u1", List.of()))) {
      assertThat(kind(Telling.of(ADA, call, null))).isEqualTo(FailureKind.VANISHED);
    }
  }

  @Test
  void a_deletion_tells_the_id_alone() {
    assertThat(draft(Telling.of(ADA, new Delete("u1", null), ON)))
        .isEqualTo(new Draft(What.DELETED, ADA, id("u1"), null, List.of()));
  }

  @Test
  void members_are_told_by_our_ids_and_with_their_type_when_they_join() {
    var gap = new MemberGap("u1", "User", 1, false, null, null, true, "u1");
    JsonObject team = Facts.team("Team");

    Draft joined = draft(Telling.of(TEAM, new AddMembers("g1", List.of(gap)), team));
    assertThat(joined.what()).isEqualTo(What.MEMBERS_ADDED);
    assertThat(joined.members()).containsExactly(new Membership("u1", "User"));
    assertThat(joined.shape()).isNull();
    assertThat(joined.data())
        .isEqualTo(
            id("g1")
                .with(
                    "members",
                    JsonArray.of(
                        JsonObject.builder().put("value", "u1").put("type", "User").build())));
    Draft left = draft(Telling.of(TEAM, new RemoveMembers("g1", List.of(gap)), team));
    assertThat(left.data())
        .isEqualTo(
            id("g1").with("members", JsonArray.of(JsonObject.of("value", new JsonString("u1")))));
  }

  private static Update update(JsonObject shadow, JsonObject shape) {
    return new Update("u1", null, shadow, shape);
  }

  private static What what(Call call, @Nullable JsonObject known) {
    return draft(Telling.of(ADA, call, known)).what();
  }

  private static Draft draft(Told told) {
    assertThat(told).isInstanceOf(ByEntry.class);
    return ((ByEntry) told).draft();
  }

  private static FailureKind kind(Told told) {
    assertThat(told).isInstanceOf(Already.class);
    return ((Failed) ((Already) told).answer()).failure().kind();
  }

  private static JsonObject id(String id) {
    return JsonObject.of("id", new JsonString(id));
  }

  private static JsonObject withId(JsonObject shape) {
    return id("u1").toBuilder().putAll(shape.members()).build();
  }
}
