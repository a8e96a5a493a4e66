package dev.rollcall.connector.feed.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.FeedLog;
import dev.rollcall.connector.feed.Terms;
import dev.rollcall.connector.feed.core.Draft;
import dev.rollcall.connector.feed.core.Draft.Membership;
import dev.rollcall.connector.feed.core.What;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// The end of a feed, in PostgreSQL. A batch is one statement. It is durable when it is seen: what
/// a consumer has read must not be taken back by a crash.
public final class PostgresFeedLog implements FeedLog {
  private final Database database;

  public PostgresFeedLog(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Map<String, JsonObject>> known(String lane, Collection<String> resourceIds) {
    return database
        .durable()
        .sql(FeedSql.KNOWN)
        .bind("target", lane)
        .bind("ids", resourceIds.toArray(String[]::new))
        .map(row -> Map.entry(FeedRows.text(row, "resource_id"), FeedRows.object(row, "shape")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  @Override
  public Mono<Long> append(String lane, String tenant, Terms terms, List<Draft> drafts) {
    GenericExecuteSpec spec =
        database
            .durable()
            .sql(FeedSql.APPEND)
            .bind("target", lane)
            .bind("tenant", tenant)
            .bind("count", (long) drafts.size())
            .bind("max", (long) terms.unacknowledgedMax())
            .bind("keep_entries", (long) terms.keepEntries())
            .bind("keep_millis", terms.keep().toMillis())
            .bind("whats", texts(drafts, draft -> draft.what().logicalName()))
            .bind("types", texts(drafts, draft -> draft.resource().type()))
            .bind("ids", texts(drafts, PostgresFeedLog::id))
            .bind("datas", texts(drafts, draft -> FeedRows.print(draft.data())));
    return members(states(spec, drafts), drafts).map(row -> FeedRows.number(row, "head")).one();
  }

  private static GenericExecuteSpec states(GenericExecuteSpec spec, List<Draft> drafts) {
    List<Draft> shaped = drafts.stream().filter(draft -> draft.shape() != null).toList();
    List<Draft> deleted = drafts.stream().filter(it -> it.what() == What.DELETED).toList();
    return spec.bind("kept_ids", texts(shaped, PostgresFeedLog::id))
        .bind("kept_types", texts(shaped, draft -> draft.resource().type()))
        .bind("shapes", texts(shaped, PostgresFeedLog::shape))
        .bind("gone", texts(deleted, PostgresFeedLog::id));
  }

  private static GenericExecuteSpec members(GenericExecuteSpec spec, List<Draft> drafts) {
    BiFunction<Draft, Membership, String> group = (draft, _) -> id(draft);
    BiFunction<Draft, Membership, String> member = (_, each) -> each.memberId();
    return spec.bind("joined_groups", texts(drafts, What.MEMBERS_ADDED, group))
        .bind("joined", texts(drafts, What.MEMBERS_ADDED, member))
        .bind("joined_types", texts(drafts, What.MEMBERS_ADDED, (_, each) -> each.memberType()))
        .bind("left_groups", texts(drafts, What.MEMBERS_REMOVED, group))
        .bind("left", texts(drafts, What.MEMBERS_REMOVED, member));
  }

  private static String shape(Draft draft) {
    JsonObject shape = draft.shape();
    return shape == null ? "{}" : FeedRows.print(shape);
  }

  private static String id(Draft draft) {
    return draft.resource().id().value();
  }

  private static String[] texts(List<Draft> drafts, Function<Draft, String> text) {
    return drafts.stream().map(text).toArray(String[]::new);
  }

  private static String[] texts(
      List<Draft> drafts, What what, BiFunction<Draft, Membership, String> text) {
    return drafts.stream()
        .filter(draft -> draft.what() == what)
        .flatMap(draft -> draft.members().stream().map(member -> text.apply(draft, member)))
        .toArray(String[]::new);
  }
}
