package dev.rollcall.projection.fold.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.fold.core.Rows.Membership;
import dev.rollcall.projection.fold.core.Rows.Moment;
import dev.rollcall.projection.fold.core.Rows.Version;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.profile.Profiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final ResourceRef ANN = new ResourceRef("User", new ResourceId("ann"));
  private static final ResourceRef CREW = new ResourceRef("Group", new ResourceId("crew"));
  private static final Rows.Key ANN_KEY = new Rows.Key("demo", "ann");
  private static final Rows.Key CREW_KEY = new Rows.Key("demo", "crew");

  private final List<Answered> decisions = new ArrayList<>();

  @Test
  void a_resource_that_is_created_and_changed_in_one_run_is_inserted_once() {
    decided(new ResourceCreated(ANN, 1, user("Ann"), keys("ann")));
    decided(new ResourceChanged(ANN, 2, user("Eve"), keys("eve")));

    Rows rows = rows();

    assertThat(rows.updated()).isEmpty();
    assertThat(rows.inserted()).hasSize(1);
    Rows.Resource row = rows.inserted().getFirst();
    assertThat(row.version()).isEqualTo(2);
    assertThat(row.userName()).isEqualTo("eve");
    assertThat(row.createdAt()).isEqualTo(at(1).at());
    assertThat(row.modifiedAt()).isEqualTo(at(2).at());
    assertThat(row.createdSeq()).isOne();
    assertThat(rows.taken()).containsExactly(new Rows.Taken(ANN_KEY, "User", "userName", "eve"));
    assertThat(rows.released()).isEmpty();
    assertThat(rows.versions().ended()).isEmpty();
    assertThat(rows.versions().inserted())
        .containsExactly(
            new Version(ANN_KEY, "User", 1, at(1), at(2), user("Ann"), false),
            new Version(ANN_KEY, "User", 2, at(2), null, user("Eve"), false));
  }

  @Test
  void a_resource_that_came_and_did_not_change_is_its_only_version_too() {
    decided(new ResourceCreated(ANN, 1, user("Ann"), keys("ann")));
    decided(new ResourceCreated(CREW, 1, group("Crew"), List.of()));
    decided(new ResourceChanged(CREW, 2, group("Panel"), List.of()));

    Rows rows = rows();

    assertThat(rows.insertedAsCreated()).extracting(Rows.Resource::key).containsExactly(ANN_KEY);
    assertThat(rows.insertedAndChanged()).extracting(Rows.Resource::key).containsExactly(CREW_KEY);
    assertThat(rows.versionsOfTheirOwn())
        .containsExactly(
            new Version(CREW_KEY, "Group", 1, at(2), at(3), group("Crew"), false),
            new Version(CREW_KEY, "Group", 2, at(3), null, group("Panel"), false));
    assertThat(rows.insertedAsCreated())
        .allMatch(it -> it.createdSeq() == at(1).seq() && it.createdAt().equals(at(1).at()));
  }

  @Test
  void what_comes_and_goes_in_one_run_leaves_only_history() {
    decided(new ResourceCreated(ANN, 1, user("Ann"), keys("ann")));
    decided(new ResourceDeleted(ANN, 2));

    Rows rows = rows();

    assertThat(rows.inserted()).isEmpty();
    assertThat(rows.deleted()).isEmpty();
    assertThat(rows.taken()).isEmpty();
    assertThat(rows.totals()).containsExactly(Map.entry(new Rows.Kind("demo", "User"), 0L));
    assertThat(rows.versions().inserted())
        .containsExactly(
            new Version(ANN_KEY, "User", 1, at(1), at(2), user("Ann"), false),
            new Version(ANN_KEY, "User", 2, at(2), null, null, false));
  }

  @Test
  void a_change_of_a_stored_resource_ends_its_last_version_and_frees_keys_that_it_gave_up() {
    JsonObject off = user("Ann").toBuilder().put("active", false).build();
    decided(new ResourceDeactivated(ANN, 5, off, keys("ann")));

    Rows rows = rows();

    assertThat(rows.updated()).singleElement().matches(it -> !it.active() && it.version() == 5);
    assertThat(rows.versions().ended()).containsExactly(new Rows.EndedVersion(ANN_KEY, 4, at(1)));
    assertThat(rows.released()).containsExactly(ANN_KEY);
  }

  @Test
  void a_membership_touches_the_group_and_carries_its_document() {
    decided(new MembersAdded(CREW, 3, List.of(member("ann"))));

    Rows rows = rows();

    assertThat(rows.touched()).containsExactly(new Rows.Touch(CREW_KEY, 3, at(1).at()));
    assertThat(rows.versions().inserted())
        .containsExactly(new Version(CREW_KEY, "Group", 3, at(1), null, null, true));
    assertThat(rows.memberships().inserted())
        .containsExactly(new Membership(CREW_KEY, "ann", "User", at(1), null));
  }

  @Test
  void several_facts_of_one_decision_are_one_version() {
    decided(
        new ResourceChanged(CREW, 2, group("Panel"), List.of()),
        new MembersAdded(CREW, 2, List.of(member("ann"))),
        new MembersRemoved(CREW, 2, List.of(new ResourceId("bob"))));

    Rows rows = rows();

    assertThat(rows.versions().inserted())
        .containsExactly(new Version(CREW_KEY, "Group", 2, at(1), null, group("Panel"), false));
    assertThat(rows.memberships().ended())
        .containsExactly(new Rows.EndedMembership(CREW_KEY, "bob", at(1)));
    assertThat(rows.resourceRequests()).containsExactly(new Rows.ResourceRequest(CREW_KEY, 1));
  }

  @Test
  void a_membership_that_begins_and_ends_in_one_decision_leaves_no_interval() {
    decided(
        new MembersAdded(CREW, 2, List.of(new Member(ANN.id(), "User"))),
        new MembersRemoved(CREW, 3, List.of(ANN.id())),
        new MembersAdded(CREW, 4, List.of(new Member(ANN.id(), "User"))));

    assertThat(rows().memberships().inserted())
        .containsExactly(new Membership(CREW_KEY, "ann", "User", at(1), null));
  }

  @Test
  void a_stored_membership_that_ends_and_begins_anew_becomes_two_intervals() {
    decided(new MembersRemoved(CREW, 2, List.of(ANN.id())));
    decided(new MembersAdded(CREW, 3, List.of(member("ann"))));
    decided(new MembersRemoved(CREW, 4, List.of(ANN.id())));

    Rows.Memberships memberships = rows().memberships();

    assertThat(memberships.ended())
        .containsExactly(new Rows.EndedMembership(CREW_KEY, "ann", at(1)));
    assertThat(memberships.inserted())
        .containsExactly(new Membership(CREW_KEY, "ann", "User", at(2), at(3)));
  }

  @Test
  void all_members_leave_with_their_group() {
    decided(new MembersAdded(CREW, 2, List.of(member("ann"))));
    decided(new ResourceDeleted(CREW, 3));

    Rows rows = rows();

    assertThat(rows.memberships().inserted())
        .containsExactly(new Membership(CREW_KEY, "ann", "User", at(1), at(2)));
    assertThat(rows.memberships().endedGroups())
        .containsExactly(new Rows.EndedGroup(CREW_KEY, at(2)));
    assertThat(rows.deleted()).containsExactly(CREW_KEY);
    assertThat(rows.released()).containsExactly(CREW_KEY);
  }

  @Test
  void what_came_and_went_is_counted_by_its_type() {
    decided(new ResourceCreated(ANN, 1, user("Ann"), keys("ann")));
    decided(
        new ResourceCreated(
            new ResourceRef("User", new ResourceId("eve")), 1, user("Eve"), keys("eve")));
    decided(new ResourceDeleted(CREW, 3));

    assertThat(rows().totals())
        .containsOnly(
            Map.entry(new Rows.Kind("demo", "User"), 2L),
            Map.entry(new Rows.Kind("demo", "Group"), -1L));
  }

  @Test
  void a_change_alters_no_total() {
    decided(new ResourceChanged(ANN, 2, user("Eve"), keys("eve")));

    assertThat(rows().totals()).isEmpty();
  }

  private void decided(Fact... facts) {
    long seq = decisions.size() + 1L;
    decisions.add(
        new Answered(
            new Decision(
                new Position(0, seq - 1),
                seq,
                new RequestId("r" + seq),
                new TenantId("demo"),
                at(seq).at(),
                1,
                new Accepted(200, facts[0].resource(), facts[0].version()),
                List.of(facts)),
            null,
            null));
  }

  private Rows rows() {
    return Fold.fold(decisions, Profiles.STANDARD);
  }

  private static Moment at(long seq) {
    return new Moment(seq, Instant.ofEpochSecond(1000 + seq));
  }

  private static Member member(String id) {
    return new Member(new ResourceId(id), "User");
  }

  private static List<TakenKey> keys(String userName) {
    return List.of(new TakenKey("userName", userName));
  }

  private static JsonObject user(String userName) {
    return JsonObject.builder().put("userName", userName).build();
  }

  private static JsonObject group(String displayName) {
    return JsonObject.builder().put("displayName", displayName).build();
  }
}
