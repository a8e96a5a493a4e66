package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TakenKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many requests that collide all the time, checked fact by fact against a model that knows only
/// what facts may say.
class RandomRequestsTest {
  private static final int REQUESTS = 3000;

  private final Directory directory = new Directory();
  private final Map<ResourceId, Long> versions = new HashMap<>();
  private final Map<ResourceId, String> types = new HashMap<>();
  private final Map<ResourceId, List<TakenKey>> keys = new HashMap<>();
  private final Map<ResourceId, Set<ResourceId>> members = new HashMap<>();
  private final Map<ResourceId, Boolean> active = new HashMap<>();
  private final Set<ResourceId> everUsed = new HashSet<>();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261124, 777})
  void invariants_hold_after_every_request(long seed) {
    var random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < REQUESTS; i++) {
      Command command = command(random, i);
      var before = Map.copyOf(versions);
      Decided decided = directory.when(command);
      decided.facts().forEach(fact -> check(fact, before));
      checkOutcome(decided, before);
      checkUniqueness();
      accepted += decided.outcome() instanceof Accepted ? 1 : 0;
    }
    // A run in which everything is refused or accepted proves nothing.
    assertThat(accepted).isBetween(REQUESTS / 5, REQUESTS * 19 / 20);
  }

  private Command command(Random random, int i) {
    String user = any(random, "User");
    String group = any(random, "Group");
    String member = random.nextInt(4) == 0 ? group : user;
    return switch (random.nextInt(12)) {
      case 0, 1 -> Directory.createUser("u" + i, "name" + random.nextInt(20));
      case 2 -> Directory.createGroup("g" + i, "group" + random.nextInt(6), member);
      case 3, 4 -> Directory.addMembers(group, member, any(random, "User"));
      case 5 -> Directory.removeMembers(group, member);
      case 6 -> rename(random, user);
      case 7 ->
          Directory.patch(
              "User",
              user,
              "{'op':'replace','path':'active','value':" + random.nextBoolean() + "}");
      case 8 -> random.nextInt(3) == 0 ? Directory.delete("User", user) : rename(random, user);
      case 9 ->
          random.nextInt(4) == 0
              ? Directory.delete("Group", group)
              : Directory.patch("Group", group, "{'op':'remove','path':'members'}");
      case 10 ->
          Directory.replace(
              "Group",
              group,
              "{'displayName':'group"
                  + random.nextInt(6)
                  + "','members':[{'value':'"
                  + user
                  + "'}]}");
      default ->
          Directory.patch(
              "User",
              user,
              "{'op':'replace','path':'title','value':'t'}",
              "W/\"" + random.nextInt(3) + "\"");
    };
  }

  private static Command rename(Random random, String user) {
    return Directory.patch(
        "User",
        user,
        "{'op':'replace','path':'userName','value':'NAME" + random.nextInt(20) + "'}");
  }

  private String any(Random random, String type) {
    var ids =
        types.entrySet().stream()
            .filter(it -> it.getValue().equals(type))
            .map(it -> it.getKey().value())
            .sorted()
            .toList();
    return ids.isEmpty() || random.nextInt(20) == 0
        ? "nobody"
        : ids.get(random.nextInt(ids.size()));
  }

  private void check(Fact fact, Map<ResourceId, Long> before) {
    ResourceId id = fact.resource().id();
    assertThat(fact.version()).as("one step a decision").isEqualTo(before.getOrDefault(id, 0L) + 1);
    versions.put(id, fact.version());
    switch (fact) {
      case ResourceCreated it -> {
        assertThat(everUsed.add(id)).as("ids are never used again").isTrue();
        types.put(id, it.resource().type());
        keys.put(id, it.keys());
        active.put(id, ResourceState.isActive(it.document()));
        members.put(id, new HashSet<>());
      }
      case ResourceChanged it ->
          become(id, it.keys(), ResourceState.isActive(it.document()), false);
      case ResourceDeactivated it -> become(id, it.keys(), false, true);
      case ResourceReactivated it -> become(id, it.keys(), true, true);
      case ResourceDeleted _ -> {
        assertThat(members.values()).as("left every group first").noneMatch(it -> it.contains(id));
        versions.remove(id);
        types.remove(id);
        keys.remove(id);
        members.remove(id);
      }
      case MembersAdded it ->
          it.members()
              .forEach(member -> {
                assertThat(types.get(member.id())).isEqualTo(member.type());
                assertThat(member.id()).isNotEqualTo(id);
                assertThat(membersOf(id).add(member.id())).as("was not in it").isTrue();
              });
      case MembersRemoved it ->
          it.members()
              .forEach(member -> assertThat(membersOf(id).remove(member)).as("was in it").isTrue());
    }
  }

  private Set<ResourceId> membersOf(ResourceId group) {
    return members.computeIfAbsent(group, _ -> new HashSet<>());
  }

  private void become(ResourceId id, List<TakenKey> now, boolean isActive, boolean flips) {
    assertThat(active.put(id, isActive)).isEqualTo(flips != isActive);
    keys.put(id, now);
  }

  private void checkOutcome(Decided decided, Map<ResourceId, Long> before) {
    if (decided.outcome() instanceof Accepted(int status, var ref, long version)) {
      long last = decided.facts().isEmpty() ? before.getOrDefault(ref.id(), 0L) : version;
      assertThat(version).isEqualTo(last);
      assertThat(status).isIn(200, 201, 204);
    } else {
      assertThat(decided.facts()).isEmpty();
    }
  }

  private void checkUniqueness() {
    var taken = new ArrayList<String>();
    keys.forEach((id, held) ->
        held.forEach(key -> taken.add(types.get(id) + key.attribute() + key.value())));
    assertThat(taken).doesNotHaveDuplicates();
  }
}
