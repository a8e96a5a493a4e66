package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Exchange;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/// Adds the users of the pool to a group, some at a time, then removes them, and so on: each
/// request changes the group, and its size stays about the same. Of one user no two changes are
/// under way at once, so that it is known afterwards who must be in the group.
final class MemberChanges implements Exchange {
  private final ScimClient client;
  private final String group;
  private final LinkedBlockingQueue<Lot> waiting = new LinkedBlockingQueue<>();

  /// Users that are added and removed together.
  private record Lot(List<String> users, State state) {}

  /// Where the last answer about a lot said that it is.
  private enum State {
    OUT,
    IN,
    /// The last request failed: it may have had its effect or not.
    UNKNOWN
  }

  /// Prepares changes.
  ///
  /// @param atOnce users in a request; as many requests can be under way as there are such lots
  MemberChanges(ScimClient client, String group, List<String> users, int atOnce) {
    this.client = client;
    this.group = group;
    int size = Math.min(atOnce, users.size());
    for (int from = 0; from + size <= users.size(); from += size) {
      waiting.add(new Lot(users.subList(from, from + size), State.OUT));
    }
  }

  @Override
  public Optional<String> next() {
    Lot lot;
    try {
      lot = waiting.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
    boolean adds = lot.state() != State.IN;
    JsonObject body =
        adds ? EntraMessages.addMembers(lot.users()) : EntraMessages.removeMembers(lot.users());
    Optional<String> failure = client.patch("/Groups/" + group, body).expecting(200, 204);
    State known = adds ? State.IN : State.OUT;
    waiting.add(new Lot(lot.users(), failure.isEmpty() ? known : State.UNKNOWN));
    return failure;
  }

  @Override
  public Map<String, Long> check() {
    var expected = new HashMap<String, Boolean>();
    for (Lot lot : new ArrayList<>(waiting)) {
      if (lot.state() != State.UNKNOWN) {
        lot.users().forEach(user -> expected.put(user, lot.state() == State.IN));
      }
    }
    return Membership.differences(client, group, expected);
  }
}
