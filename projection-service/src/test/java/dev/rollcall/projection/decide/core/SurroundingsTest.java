package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.profile.Profiles;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was recalled around a user stays good within a batch until something may have moved it.
class SurroundingsTest {
  private static final TenantId DEMO = new TenantId("demo");
  private static final ResourceKey ANN = new ResourceKey(DEMO, new ResourceId("ann"));
  private static final ResourceKey ELSEWHERE =
      new ResourceKey(new TenantId("other"), new ResourceId("ann"));
  private static final ResourceRef CREW = new ResourceRef("Group", new ResourceId("crew"));
  private static final ResourceRef USER = new ResourceRef("User", ANN.id());

  private final WorkingState state = new WorkingState(Profiles.STANDARD);

  @BeforeEach
  void learn() {
    state.learnSurroundings(ANN, "ann's");
    state.learnSurroundings(ELSEWHERE, "another's");
  }

  static List<Fact> moving() {
    return List.of(
        new Fact.MembersAdded(CREW, 2, List.of(new Member(ANN.id(), "User"))),
        new Fact.MembersRemoved(CREW, 2, List.of(ANN.id())),
        new Fact.ResourceChanged(CREW, 2, JsonObject.EMPTY, List.of()),
        new Fact.ResourceDeleted(CREW, 2),
        new Fact.ResourceChanged(
            new ResourceRef("Unheard", CREW.id()), 2, JsonObject.EMPTY, List.of()));
  }

  @ParameterizedTest
  @MethodSource("moving")
  void what_may_move_groups_makes_it_unknown_for_its_tenant(Fact fact) {
    state.evolve(DEMO, fact);

    assertThat(state.surroundings(ANN)).isEmpty();
    assertThat(state.surroundings(ELSEWHERE)).contains("another's");
  }

  @Test
  void a_change_of_people_does_not() {
    state.evolve(DEMO, new Fact.ResourceChanged(USER, 2, JsonObject.EMPTY, List.of()));
    state.evolve(DEMO, new Fact.ResourceDeactivated(USER, 3, JsonObject.EMPTY, List.of()));
    state.evolve(
        DEMO,
        new Fact.ResourceCreated(
            new ResourceRef("User", new ResourceId("eve")), 1, JsonObject.EMPTY, List.of()));

    assertThat(state.surroundings(ANN)).contains("ann's");
  }
}
