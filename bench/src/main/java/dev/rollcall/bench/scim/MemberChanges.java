package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Adds the users of the pool to a group, some at a time, then removes them, and so on: each
/// request changes the group, and its size stays about the same.
final class MemberChanges implements Exchange {
  private final ScimClient client;
  private final String group;
  private final List<String> users;
  private final int atOnce;
  private final AtomicInteger number = new AtomicInteger();

  MemberChanges(ScimClient client, Pool pool, int atOnce) {
    this.client = client;
    this.group = pool.crowded().getFirst();
    this.users = pool.users().stream().map(Pool.Made::id).toList();
    this.atOnce = Math.min(atOnce, users.size());
  }

  @Override
  public Optional<String> next() {
    int mine = number.getAndIncrement();
    int lots = users.size() / atOnce;
    int from = mine % lots * atOnce;
    List<String> some = users.subList(from, from + atOnce);
    var body =
        mine / lots % 2 == 0 ? EntraMessages.addMembers(some) : EntraMessages.removeMembers(some);
    return client.patch("/Groups/" + group, body).expecting(200, 204);
  }
}
