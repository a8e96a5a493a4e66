package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.EventTaken;
import dev.rollcall.connector.delivery.core.Effect.GapsSettled;
import dev.rollcall.connector.delivery.core.Effect.LeaverBack;
import dev.rollcall.connector.delivery.core.Effect.LeaverNoted;
import dev.rollcall.connector.delivery.core.Effect.LeaverOut;
import dev.rollcall.connector.delivery.core.Effect.MembersTold;
import dev.rollcall.connector.delivery.core.Effect.MembershipsOwed;
import dev.rollcall.connector.delivery.core.Effect.PresenceMarked;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Leaving.Basis;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Presence;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.Passage.Sent;
import dev.rollcall.connector.mapping.core.Passage.Silent;
import dev.rollcall.connector.mapping.core.Passage.Stuck;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.connector.target.EventBody;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest extends AdmissionCase {
  private static final Shaping MEMBERS =
      new Shaping(ScopeTest.scope(null, "g1"), Map.of()).forEvents();
  private static final Company ADA_AND_KIM = new Company(false, Set.of("ada"), Set.of("kim"));

  @Test
  void whoever_comes_into_scope_is_told_of_as_created_and_then_as_it_happens() {
    List<Passage> passages =
        of(
            U1,
            EMPLOYEES,
            known(null, STAFF),
            created(U1, GUEST),
            changed(2, STAFF),
            changed(3, STAFF));

    assertThat(told(passages)).containsExactly("user.created msg_2-1", "user.updated msg_3");
    assertThat(passages.getFirst())
        .isEqualTo(
            new Silent(
                List.of(new EventTaken(created(U1, GUEST)), new PresenceMarked(Presence.UNTOLD))));
    assertThat(((Sent) passages.get(1)).before())
        .containsExactly(new PresenceMarked(Presence.ENTERING));
    assertThat(((Sent) passages.get(1)).after())
        .containsExactly(
            new EventTaken(changed(2, STAFF)),
            new PresenceMarked(Presence.TOLD),
            new MembershipsOwed(false));
    assertThat(((Sent) passages.get(2)).before()).isEmpty();
    assertThat(((Sent) passages.get(2)).after()).containsExactly(new EventTaken(changed(3, STAFF)));
  }

  @Test
  void whoever_falls_out_of_scope_is_told_of_as_deleted_and_then_not_at_all() {
    List<Passage> passages =
        of(U1, EMPLOYEES, known(Presence.TOLD, GUEST), changed(2, GUEST), changed(3, GUEST));

    assertThat(told(passages)).containsExactly("user.deleted msg_2-1");
    assertThat(((Sent) passages.getFirst()).before())
        .containsExactly(new LeaverNoted(), new PresenceMarked(Presence.LEAVING));
    assertThat(((Sent) passages.getFirst()).after())
        .containsExactly(
            new EventTaken(changed(2, GUEST)),
            new PresenceMarked(Presence.UNTOLD),
            new LeaverOut(Long.MAX_VALUE, Basis.ANSWER));
  }

  @Test
  void nobody_hears_that_somebody_left_of_whom_nobody_heard() {
    Event gone = event(3, Facts.deleted(U1, 3));

    assertThat(of(U1, EMPLOYEES, known(Presence.UNTOLD, null), gone))
        .containsExactly(new Silent(List.of(new LeaverOut(3, Basis.KNOWN), new EventTaken(gone))));
    assertThat(told(of(U1, EMPLOYEES, known(Presence.TOLD, null), gone)))
        .containsExactly("user.deleted msg_3-1");
  }

  @Test
  void who_comes_and_goes_by_a_group_is_told_of_without_a_fact() {
    List<Passage> left = of(U1, MEMBERS, known(Presence.TOLD, STAFF));
    List<Passage> entered = of(U1, MEMBERS, known(Presence.UNTOLD, STAFF).in("g1"));

    assertThat(told(left)).containsExactly("user.deleted msg_scope-u1-1");
    assertThat(((Sent) left.getFirst()).after())
        .containsExactly(
            new PresenceMarked(Presence.UNTOLD), new LeaverOut(Long.MAX_VALUE, Basis.ANSWER));
    assertThat(told(entered)).containsExactly("user.created msg_scope-u1-1");
    assertThat(of(U1, MEMBERS, known(Presence.TOLD, STAFF).in("g1"))).isEmpty();
    assertThat(of(U1, MEMBERS, known(Presence.UNTOLD, STAFF))).isEmpty();
  }

  @Test
  void what_may_have_been_heard_is_told_again_under_its_id_and_what_contradicts_it_under_another() {
    var entering = known(Presence.ENTERING, STAFF).counted(7);
    List<Passage> again = of(U1, EMPLOYEES, entering, changed(2, STAFF));
    var outside = known(Presence.ENTERING, GUEST).counted(7);
    List<Passage> gone = of(U1, EMPLOYEES, outside, changed(2, GUEST));

    assertThat(told(again)).containsExactly("user.created msg_2-7");
    assertThat(((Sent) again.getFirst()).before()).isEmpty();
    assertThat(told(gone)).containsExactly("user.deleted msg_2-8");
    var leaving = known(Presence.LEAVING, STAFF).counted(8);
    List<Passage> back = of(U1, EMPLOYEES, leaving, changed(3, STAFF));
    assertThat(told(back)).containsExactly("user.created msg_3-9");
    assertThat(((Sent) back.getFirst()).before())
        .containsExactly(new LeaverBack(), new PresenceMarked(Presence.ENTERING));
  }

  @Test
  void more_events_than_one_turn_takes_leave_the_present_to_the_next_turn() {
    var occasion = new Occasion(U1, 9, T, List.of(changed(2, GUEST)), true);

    assertThat(
            Admission.of(
                occasion, EMPLOYEES, known(Presence.UNTOLD, STAFF).it(), Company.EVERYBODY))
        .hasSize(1)
        .allMatch(Silent.class::isInstance);
  }

  @Test
  void a_group_is_told_of_members_in_scope_and_that_those_left_who_were_told_of() {
    var group = known(Presence.TOLD, Facts.team("Team"));
    Event joined = event(2, Facts.joined(G1, 2, "ada", "kim", "lee"));
    Event left = event(3, Facts.left(G1, 3, "ada", "kim", "lee"));
    Event nobody = event(4, Facts.joined(G1, 4, "lee"));

    List<Passage> passages = of(G1, EMPLOYEES, group, ADA_AND_KIM, joined, left, nobody);

    assertThat(members(passages)).containsExactly(List.of("ada"), List.of("ada", "kim"));
    assertThat(((Sent) passages.getFirst()).after())
        .containsExactly(new EventTaken(joined), new MembersTold(List.of("ada"), 50));
    assertThat(((Sent) passages.getFirst()).event().id()).startsWith("msg_2-");
    assertThat(passages.getLast()).isEqualTo(new Silent(List.of(new EventTaken(nobody))));
  }

  @Test
  void a_group_is_owed_members_who_came_into_scope_unless_a_fact_tells_of_them() {
    var gaps = List.of(gap("ada", true), gap("kim", false), gap("lee", true));
    var group = known(Presence.TOLD, Facts.team("Team")).owing(gaps);
    Event joined = event(2, Facts.joined(G1, 2, "ada"));

    assertThat(members(of(G1, EMPLOYEES, group, ADA_AND_KIM))).containsExactly(List.of("ada"));
    List<Passage> both = of(G1, EMPLOYEES, group, ADA_AND_KIM, joined);
    assertThat(members(both)).containsExactly(List.of("ada"));
    assertThat(both.getLast()).isEqualTo(new Silent(List.of(new GapsSettled(gaps))));
  }

  @Test
  void a_group_that_comes_in_by_the_configuration_is_owed_its_members() {
    List<Passage> passages =
        of(G1, MEMBERS, known(Presence.UNTOLD, Facts.team("Team")), Company.EVERYBODY);

    assertThat(told(passages)).containsExactly("group.created msg_scope-g1-1");
    assertThat(((Sent) passages.getFirst()).after()).contains(new MembershipsOwed(true));
  }

  @Test
  void a_receiver_without_a_scope_is_told_everything_and_nothing_is_stored_about_it() {
    Shaping mapped = mapped(new Outcome.Mapped(name("x")));
    Event gone = event(3, Facts.deleted(U1, 3));

    List<Passage> passages = of(U1, mapped, known(null, STAFF), created(U1, STAFF), gone);

    assertThat(told(passages)).containsExactly("user.created msg_1", "user.deleted msg_3");
    assertThat(effects(passages))
        .containsExactly(new EventTaken(created(U1, STAFF)), new EventTaken(gone));
    assertThat(data(passages, 0).without("meta"))
        .isEqualTo(name("x").with("id", new JsonString("u1")));
  }

  @Test
  void once_a_scope_is_gone_everybody_comes_in() {
    assertThat(told(of(U1, Shaping.NONE.forEvents(), known(Presence.UNTOLD, GUEST))))
        .containsExactly("user.created msg_scope-u1-1");
  }

  @Test
  void an_event_that_cannot_be_mapped_waits_unless_a_later_state_says_it_all() {
    Shaping broken = mapped(new Outcome.Failed("it does not work"));

    List<Passage> passages =
        of(U1, broken, known(null, STAFF), created(U1, STAFF), changed(2, STAFF));

    assertThat(passages).hasSize(2);
    assertThat(passages.getFirst())
        .isEqualTo(new Silent(List.of(new EventTaken(created(U1, STAFF)))));
    assertThat(passages.getLast()).isInstanceOf(Stuck.class);
    assertThat(((Stuck) passages.getLast()).failure().kind()).isEqualTo(FailureKind.UNMAPPABLE);
    assertThat(((Stuck) passages.getLast()).failure().text())
        .isEqualTo("The mapping of User u1 failed: it does not work");
  }

  @Test
  void a_leaver_leaves_although_the_mapping_fails() {
    Shaping broken = mapped(new Outcome.Failed("it does not work"));
    Event off = event(3, Facts.deactivated(U1, 3, STAFF));

    List<Passage> passages = of(U1, broken, known(null, STAFF), changed(2, STAFF), off);

    assertThat(told(passages)).containsExactly("user.deactivated msg_3");
    assertThat(data(passages, 1).without("meta"))
        .isEqualTo(
            JsonObject.EMPTY.with("active", JsonBoolean.FALSE).with("id", new JsonString("u1")));
  }

  @Test
  void what_is_owed_to_a_group_without_a_scope_is_forgotten() {
    List<Passage> passages =
        of(
            G1,
            mapped(new Outcome.Failed("not asked")),
            known(null, Facts.team("Team")).owing(List.of(gap("ada", true))));

    assertThat(passages)
        .containsExactly(new Silent(List.of(new GapsSettled(List.of(gap("ada", true))))));
  }

  private static Shaping mapped(Outcome outcome) {
    return new Shaping(Scope.EVERYTHING, Map.of("User", new Written("", _ -> outcome))).forEvents();
  }

  private static JsonObject name(String text) {
    return JsonObject.of("name", new JsonString(text));
  }

  private static MemberGap gap(String id, boolean wanted) {
    return new MemberGap(id, "User", 40, false, null, null, wanted, null);
  }

  private static List<List<String>> members(List<Passage> passages) {
    var all = new ArrayList<List<String>>();
    for (Sent it : sent(passages)) {
      all.add(List.copyOf(Memberships.named(List.of(it.event()), List.of())));
    }
    return all;
  }

  private static JsonObject data(List<Passage> passages, int index) {
    return EventBody.data(((Sent) passages.get(index)).event().fact());
  }

  private static List<Effect> effects(List<Passage> passages) {
    return sent(passages).stream()
        .flatMap(it -> it.before().isEmpty() ? it.after().stream() : it.before().stream())
        .toList();
  }
}
