package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.SearchRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Walks by cursors (RFC 9865) through a directory that changes on the way: who was there all the
/// time comes exactly once.
class CursorWalkIT {
  private static final int USERS = 20_000;
  private static final int DELETED = 50;
  private static final Directory.Reader READER =
      new Directory.Reader(
          new TenantId(LoadedDirectory.TENANT), "https://scim.example.com/scim/v2");

  private static LoadedDirectory loaded;
  private static Directory directory;

  @BeforeAll
  static void load_users_of_whom_some_share_a_title_and_some_have_none() throws Exception {
    loaded = new LoadedDirectory();
    directory = loaded.directory();
    loaded.execute(
        """
        INSERT INTO proj_v1.resource
        SELECT 't1', 'u' || n, 'User', 1, d, d, NULL, 'user' || (n * 7919) % 20000, NULL, true,
          '2026-01-01T00:00:00.5Z'::timestamptz + (n / 3) * interval '1 microsecond',
          '2026-01-01T00:00:00Z', n
        FROM generate_series(1, 20000) n,
        LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object('userName', 'user' || (n * 7919) % 20000,
          'title', CASE WHEN n % 4 > 0 THEN 'title' || n % 100 END))) AS j(d)
        """);
    loaded.execute("ANALYZE proj_v1.resource");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ascending",
    "userName, ascending",
    "userName, descending",
    "title, ascending",
    "title, descending",
    "meta.created, descending",
    "meta.created, ascending"
  })
  void nobody_is_lost_and_nobody_comes_twice_while_others_are_deleted(String sortBy, String order)
      throws Exception {
    var random = new Random(sortBy.length());
    var gone = new HashSet<String>();
    var seen = new ArrayList<String>();
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      Answer.Page page = page(query(sortBy, order, 500).put("cursor", cursor).build());
      page.shown().resources().forEach(it -> seen.add(it.text("id").orElseThrow()));
      cursor = page.nextCursor();
      pages++;
      for (int i = 0; i < 2 && gone.size() < DELETED; i++) {
        String id = "u" + (1 + random.nextInt(USERS));
        gone.add(id);
        loaded.execute("DELETE FROM proj_v1.resource WHERE id = '" + id + "'");
      }
      loaded.execute(
          "INSERT INTO proj_v1.resource SELECT tenant, 'new' || "
              + pages
              + ", type, 1, document, search, NULL,"
              + " 'aa' || "
              + pages
              + ", NULL, true, now(), now(), 30000 + "
              + pages
              + " FROM proj_v1.resource WHERE tenant = 't1' LIMIT 1");
    }
    try {
      var once = new HashSet<>(seen);
      assertThat(seen).hasSameSizeAs(once);
      Set<String> missing = new HashSet<>(existing());
      missing.removeIf(id -> id.startsWith("new"));
      missing.removeAll(once);
      assertThat(missing).isEmpty();
      assertThat(pages).isGreaterThanOrEqualTo(USERS / 500);
    } finally {
      restore(gone);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ascending", "title, ascending", "title, descending", "meta.created, descending"})
  void a_walk_has_the_order_of_the_pages_by_index(String sortBy, String order) {
    var walked = new ArrayList<String>();
    String cursor = "";
    for (int i = 0; i < 7; i++) {
      Answer.Page page =
          page(query(sortBy, order, 33).put("cursor", Objects.requireNonNull(cursor)).build());
      page.shown().resources().forEach(it -> walked.add(it.text("id").orElseThrow()));
      assertThat(page.startIndex()).isNull();
      assertThat(page.totalResults()).isEqualTo(USERS);
      cursor = page.nextCursor();
    }
    Answer.Page whole = page(query(sortBy, order, 231).build());
    assertThat(walked)
        .isEqualTo(
            whole.shown().resources().stream().map(it -> it.text("id").orElseThrow()).toList());
    assertThat(whole.nextCursor()).isNull();
  }

  @Test
  void the_last_page_has_no_cursor_even_where_it_is_full() {
    JsonObject.Builder query =
        query("", "ascending", 2).put("filter", "id eq \"u1\" or id eq \"u2\"");
    assertThat(page(query.put("cursor", "").build()).nextCursor()).isNull();
    assertThat(page(query.put("count", 0).build()).nextCursor()).isNull();
    Answer.Page first = page(query.put("count", 1).build());
    assertThat(first.nextCursor()).isNotNull();
    Answer.Page last =
        page(query.put("cursor", Objects.requireNonNull(first.nextCursor())).build());
    assertThat(last.nextCursor()).isNull();
    assertThat(last.shown().resources()).hasSize(1);
  }

  @Test
  void a_cursor_of_another_search_is_refused() {
    String cursor =
        Objects.requireNonNull(
            page(query("", "ascending", 1).put("cursor", "").build()).nextCursor());
    JsonObject other = query("userName", "ascending", 1).put("cursor", cursor).build();
    assertThat(answer(other) instanceof Answer.Refused(var error) ? error.scimType() : null)
        .isEqualTo(ScimType.INVALID_CURSOR);
  }

  private static Set<String> existing() {
    var ids = new HashSet<String>();
    for (int start = 1; start <= USERS + 200; start += 1000) {
      page(query("", "ascending", 1000).put("startIndex", start).build())
          .shown()
          .resources()
          .forEach(it -> ids.add(it.text("id").orElseThrow()));
    }
    return ids;
  }

  private static void restore(Set<String> gone) throws Exception {
    loaded.execute("DELETE FROM proj_v1.resource WHERE id LIKE 'new%'");
    for (String id : gone) {
      loaded.execute(
          """
          INSERT INTO proj_v1.resource
          SELECT 't1', 'u' || n, 'User', 1, d, d, NULL, 'user' || (n * 7919) % 20000, NULL, true,
            '2026-01-01T00:00:00.5Z'::timestamptz + (n / 3) * interval '1 microsecond',
            '2026-01-01T00:00:00Z', n
          FROM (SELECT ID) AS i(n),
          LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object('userName', 'user' || (n * 7919) % 20000,
            'title', CASE WHEN n % 4 > 0 THEN 'title' || n % 100 END))) AS j(d)
          """
              .replace("ID", id.substring(1)));
    }
  }

  private static JsonObject.Builder query(String sortBy, String order, int count) {
    return JsonObject.builder()
        .putIfPresent("sortBy", sortBy.isEmpty() ? null : sortBy)
        .put("sortOrder", order)
        .put("attributes", "id")
        .put("count", count);
  }

  private static Answer.Page page(JsonObject query) {
    if (answer(query) instanceof Answer.Page page) {
      return page;
    }
    throw new AssertionError("Refused: " + query);
  }

  private static @Nullable Answer answer(JsonObject query) {
    return SearchRequest.parse(query) instanceof Result.Ok<SearchRequest>(var search)
        ? directory.search(READER, List.of("User"), search).block()
        : null;
  }
}
