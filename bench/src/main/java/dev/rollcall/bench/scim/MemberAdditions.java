package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Adds each user of the pool to one group after the other, so that no addition is repeated. After
/// each run the groups that were filled are replaced by empty ones.
final class MemberAdditions implements Exchange {
  private final ScimClient client;
  private final Names names;
  private final List<Pool.Made> users;
  private final AtomicInteger number = new AtomicInteger();
  private volatile List<Pool.Made> groups;

  /// By group, who was added since the last check.
  private final Map<String, Map<String, Boolean>> added = new ConcurrentHashMap<>();

  MemberAdditions(ScimClient client, Names names, Pool pool) {
    this.client = client;
    this.names = names;
    this.users = pool.users();
    this.groups = pool.groups();
  }

  @Override
  public Optional<String> next() {
    int mine = number.getAndIncrement();
    int group = mine / users.size();
    if (group >= groups.size()) {
      return Optional.of("every user is in every group; ask for a larger --pool");
    }
    String id = groups.get(group).id();
    String member = users.get(mine % users.size()).id();
    Optional<String> failure =
        client.patch("/Groups/" + id, EntraMessages.addMember(member)).expecting(200, 204);
    if (failure.isEmpty()) {
      added.computeIfAbsent(id, _ -> new ConcurrentHashMap<>()).put(member, true);
    }
    return failure;
  }

  @Override
  public Map<String, Long> check() throws InterruptedException {
    var differences = new HashMap<String, Long>();
    added.forEach((group, members) ->
        Membership.differences(client, group, members)
            .forEach((kind, count) -> differences.merge(kind, count, Long::sum)));
    added.clear();
    replaceUsed();
    return differences;
  }

  private void replaceUsed() throws InterruptedException {
    int used = Math.min(groups.size(), (number.get() + users.size() - 1) / users.size());
    var fresh = new ArrayList<>(groups.subList(used, groups.size()));
    fresh.addAll(Pool.make(client, names, 0, used).groups());
    groups = List.copyOf(fresh);
    number.set(0);
  }
}
