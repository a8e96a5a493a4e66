package dev.rollcall.projection.decide.postgres;

import dev.rollcall.projection.decide.core.Earlier;
import dev.rollcall.projection.decide.core.EarlierKey;
import dev.rollcall.projection.decide.core.KeyClaim;
import dev.rollcall.projection.decide.core.MembershipPair;
import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.ResourceKey;
import dev.rollcall.projection.decide.core.ResourceState;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.projection.postgres.SqlScript;
import dev.rollcall.projection.postgres.Tables;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/// Fetches everything that a batch needs by one statement, of which only the branches that are
/// needed are sent: one round trip, one snapshot.
final class RecallReader {
  /// A batch of more is a backlog: whoever waits for an answer is not kept longer for its sake.
  private static final int SURROUNDINGS_MAX = 100;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final Tables tables;

  RecallReader(Tables tables) {
    this.tables = tables;
  }

  void recall(Connection connection, Needs needs, WorkingState state) throws SQLException {
    var branches = new StringJoiner("\nUNION ALL\n");
    var parameters = new SqlScript();
    resources(needs.resources(), RecallBranches.RESOURCES, branches, parameters);
    resources(needs.types(), RecallBranches.TYPES, branches, parameters);
    resources(needs.membersOf(), RecallBranches.MEMBERS_OF, branches, parameters);
    resources(needs.groupsOf(), RecallBranches.GROUPS_OF, branches, parameters);
    resources(needs.ancestorsOf(), RecallBranches.ANCESTORS_OF, branches, parameters);
    if (tables.areLive() && needs.surroundings().size() <= SURROUNDINGS_MAX) {
      resources(needs.surroundings(), RecallBranches.SURROUNDINGS_OF, branches, parameters);
    }
    keys(needs.keys(), branches, parameters);
    pairs(needs.pairs(), branches, parameters);
    earlier(needs.earlier(), branches, parameters);
    parameters
        .statement(tables.text(branches.toString()))
        .query(connection, row -> learn(row, state));
  }

  private static void resources(
      Collection<ResourceKey> keys, String branch, StringJoiner branches, SqlScript parameters) {
    if (!keys.isEmpty()) {
      var rows = List.copyOf(keys);
      branches.add(branch);
      parameters.texts(rows, it -> it.tenant().value()).texts(rows, it -> it.id().value());
    }
  }

  private static void keys(Collection<KeyClaim> keys, StringJoiner branches, SqlScript parameters) {
    if (!keys.isEmpty()) {
      var rows = List.copyOf(keys);
      branches.add(RecallBranches.KEYS);
      parameters
          .texts(rows, it -> it.tenant().value())
          .texts(rows, KeyClaim::resourceType)
          .texts(rows, it -> it.key().attribute())
          .texts(rows, it -> it.key().value());
    }
  }

  private static void pairs(
      Collection<MembershipPair> pairs, StringJoiner branches, SqlScript parameters) {
    if (!pairs.isEmpty()) {
      var rows = List.copyOf(pairs);
      branches.add(RecallBranches.PAIRS);
      parameters
          .texts(rows, it -> it.tenant().value())
          .texts(rows, it -> it.group().value())
          .texts(rows, it -> it.member().value());
    }
  }

  private void earlier(Collection<EarlierKey> keys, StringJoiner branches, SqlScript parameters) {
    var byRequest = new ArrayList<EarlierKey>();
    var byClientKey = new ArrayList<EarlierKey>();
    for (EarlierKey key : keys) {
      switch (key) {
        case EarlierKey.ByRequest _ -> byRequest.add(key);
        case EarlierKey.ByClientKey _ -> byClientKey.add(key);
      }
    }
    if (!byRequest.isEmpty()) {
      branches.add(
          tables.areLive()
              ? RecallBranches.EARLIER_BY_REQUEST
              : RecallBranches.EARLIER_BY_REQUEST_SO_FAR);
      parameters.texts(byRequest, it -> it.tenant().value()).texts(byRequest, EarlierKey::value);
    }
    if (!byClientKey.isEmpty()) {
      branches.add(RecallBranches.EARLIER_BY_CLIENT_KEY);
      parameters
          .texts(byClientKey, it -> it.tenant().value())
          .texts(byClientKey, EarlierKey::value);
    }
  }

  private void learn(ResultSet row, WorkingState state) throws SQLException {
    var tenant = new TenantId(row.getString(2));
    String a = row.getString(3);
    switch (row.getInt(1)) {
      case RecallBranches.RESOURCE -> resource(tenant, row, state);
      case RecallBranches.TYPE ->
          state.learnType(new ResourceKey(tenant, new ResourceId(a)), row.getString(4));
      case RecallBranches.KEY ->
          state.learnHolder(
              new KeyClaim(tenant, a, new TakenKey(row.getString(4), row.getString(5))),
              new ResourceId(row.getString(6)));
      case RecallBranches.PAIR -> {
        var member = new ResourceId(row.getString(4));
        state.learnMembership(new MembershipPair(tenant, new ResourceId(a), member));
        state.learnType(new ResourceKey(tenant, member), row.getString(5));
      }
      case RecallBranches.SURROUNDINGS ->
          state.learnSurroundings(new ResourceKey(tenant, new ResourceId(a)), row.getString(4));
      case RecallBranches.ANCESTRY ->
          state.learnAncestry(
              new MembershipPair(tenant, new ResourceId(a), new ResourceId(row.getString(4))));
      case RecallBranches.REQUEST ->
          state.learnEarlier(new EarlierKey.ByRequest(tenant, a), earlier(row));
      case RecallBranches.CLIENT_KEY ->
          state.learnEarlier(new EarlierKey.ByClientKey(tenant, a), earlier(row));
      default -> throw new IllegalStateException("A branch of the recall that nobody reads");
    }
  }

  /// Column d names a member whose group this is, where the row answers "groups of".
  private void resource(TenantId tenant, ResultSet row, WorkingState state) throws SQLException {
    var ref = new ResourceRef(row.getString(4), new ResourceId(row.getString(3)));
    state.learn(
        new ResourceKey(tenant, ref.id()),
        ResourceState.of(
            ref,
            row.getLong(7),
            json.readObject(row.getString(8).getBytes(StandardCharsets.UTF_8))));
    String member = row.getString(6);
    if (member != null) {
      state.learnMembership(new MembershipPair(tenant, ref.id(), new ResourceId(member)));
    }
  }

  private Earlier earlier(ResultSet row) throws SQLException {
    return new Earlier(decisions.decode(row.getBytes(9)), row.getString(4));
  }
}
