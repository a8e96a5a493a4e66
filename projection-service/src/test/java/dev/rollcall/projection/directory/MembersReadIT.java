package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.directory.Directory.Get;
import dev.rollcall.projection.directory.Directory.Reader;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.message.SearchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/// What is read of the memberships of a group of 200,000, counted at the port of the store.
final class MembersReadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SIZE = 200_000;
  private static final Reader READER =
      new Reader(new TenantId(LoadedDirectory.TENANT), "https://scim.example/scim/v2");

  private static LoadedDirectory loaded;

  private final List<Integer> lots = new CopyOnWriteArrayList<>();
  private Directory directory;

  @BeforeAll
  static void fill() throws Exception {
    loaded = new LoadedDirectory();
    loaded.load(
        "Group",
        JsonArray.of(JsonObject.builder().put("id", "crowd").put("displayName", "Crowd").build()));
    loaded.execute(
        "INSERT INTO proj_v1.membership SELECT 't1', 'crowd', 'm' || n, 'User', 1, now(), NULL,"
            + " NULL FROM generate_series(1, "
            + SIZE
            + ") n");
  }

  @BeforeEach
  void watch_the_store() {
    directory = loaded.directory(Watched::new);
  }

  @Test
  void without_members_none_is_read() {
    JsonArray excluded = JsonArray.ofStrings(List.of("members"));
    var filtered =
        JsonObject.of("filter", new JsonString("id eq \"crowd\" and members eq \"m77\""));
    assertThat(get(List.of(), List.of("members"))).isInstanceOf(Answer.One.class);
    assertThat(get(List.of("displayName"), List.of())).isInstanceOf(Answer.One.class);
    assertThat(((Answer.Page) search(JsonObject.of("excludedAttributes", excluded))).totalResults())
        .isOne();
    assertThat(((Answer.Page) search(filtered.with("excludedAttributes", excluded))).totalResults())
        .isOne();
    assertThat(lots).isEmpty();
  }

  @Test
  void a_large_group_is_read_in_lots_as_the_reader_takes_them() {
    var shown = ((Answer.One) get(List.of(), List.of())).shown();
    int lot = ReadLimits.STANDARD.membersAtOnceMax();
    assertThat(lots).containsExactly(lot);

    var taken = new ArrayList<Integer>();
    var reader =
        new BaseSubscriber<Shown.ShownMembers>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            // Nothing is asked for yet.
          }

          @Override
          protected void hookOnNext(Shown.ShownMembers some) {
            taken.add(some.elements().size());
          }
        };
    shown.members().subscribe(reader);
    reader.request(1);
    assertThat(taken).containsExactly(lot);
    assertThat(lots.size()).as("lots read while one was taken: %s", lots).isLessThanOrEqualTo(2);
    reader.cancel();
  }

  private Answer get(List<String> attributes, List<String> excluded) {
    return Objects.requireNonNull(
        directory
            .get(
                READER, new Get("Group", "crowd", attributes, excluded, List.of(), EntityTags.NONE))
            .block(PATIENCE));
  }

  private Answer search(JsonObject request) {
    var parsed = (Result.Ok<SearchRequest>) SearchRequest.parse(request);
    return Objects.requireNonNull(
        directory.search(READER, List.of("Group"), parsed.value()).block(PATIENCE));
  }

  /// The store, and how many members each of its answers had.
  private final class Watched implements DirectoryStore {
    private final DirectoryStore store;

    Watched(DirectoryStore store) {
      this.store = store;
    }

    @Override
    public Mono<Lookup> find(Address address, EntityTags known, Also also) {
      return store.find(address, known, also);
    }

    @Override
    public Mono<Hits> search(Search search, Also also) {
      return store.search(search, also);
    }

    @Override
    public Mono<List<StoredDefinition>> definitions(TenantId tenant) {
      return store.definitions(tenant);
    }

    @Override
    public Mono<Map<String, List<Member>>> firstMembers(
        TenantId tenant, List<String> groups, int limit) {
      return store
          .firstMembers(tenant, groups, limit)
          .doOnNext(members -> members.values().forEach(it -> lots.add(it.size())));
    }

    @Override
    public Mono<List<Member>> membersBehind(Address group, String member, int limit) {
      return store.membersBehind(group, member, limit).doOnNext(it -> lots.add(it.size()));
    }
  }
}
