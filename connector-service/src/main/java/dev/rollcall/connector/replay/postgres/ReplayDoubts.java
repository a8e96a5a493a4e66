package dev.rollcall.connector.replay.postgres;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Memberships that an app may have lost, whatever it confirmed: those of groups that are sent
/// again because the app is not believed.
final class ReplayDoubts {
  /// Memberships of one transaction. A group may have 200,000: whoever else waits for its key waits
  /// for a part of them.
  static final int MEMBERS_A_PAGE = 10_000;

  private final DatabaseClient durable;
  private final int membersMax;

  /// @param membersMax memberships of one transaction
  ReplayDoubts(DatabaseClient durable, int membersMax) {
    this.durable = durable;
    this.membersMax = membersMax;
  }

  /// Doubts a page of the memberships of these groups, in the transaction that is open. It may be
  /// repeated until nothing is left; what delivery has confirmed again in between is then asked for
  /// once more.
  ///
  /// @param groups ids of resources; what is no group has no members
  /// @return whether there may be more
  Mono<Boolean> members(String targetId, List<String> groups) {
    if (groups.isEmpty()) {
      return Mono.just(false);
    }
    return durable
        .sql(ReplayDoubtSql.UNCONFIRM)
        .bind("target", targetId)
        .bind("groups", groups.toArray(String[]::new))
        .bind("limit", membersMax)
        .fetch()
        .rowsUpdated()
        .map(moved -> moved == membersMax);
  }
}
