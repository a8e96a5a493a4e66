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
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Walks by cursors (RFC 9865) through a directory that changes on the way: who was there all the
/// time comes exactly once.
class CursorWalkIT {
  private static final int USERS = 20_000;
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
    long seed = System.nanoTime();
    var others = new Others(loaded, new Random(seed));
    var seen = new ArrayList<String>();
    String cursor = "";
    int pages = 0;
    try (var worker = Executors.newSingleThreadExecutor()) {
      var work = worker.submit(others);
      while (cursor != null) {
        Answer.Page page = page(query(sortBy, order, 500).put("cursor", cursor).build());
        page.shown().resources().forEach(it -> seen.add(it.text("id").orElseThrow()));
        cursor = page.nextCursor();
        pages++;
      }
      others.stop();
      work.get();
    }
    Set<String> gone = others.gone();
    try {
      var once = new HashSet<>(seen);
      assertThat(gone).as("seed %d", seed).isNotEmpty();
      assertThat(seen).as("seed %d", seed).hasSameSizeAs(once);
      Set<String> missing = new HashSet<>(existing());
      missing.removeIf(id -> id.startsWith("new"));
      missing.removeAll(once);
      assertThat(missing).as("seed %d", seed).isEmpty();
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
  void texts_too_long_for_a_cursor_are_walked_in_one_order_as_well() throws Exception {
    String begin = "zz" + "\u00e4".repeat(8_000);
    for (String id : List.of("long3", "long1", "long2")) {
      loaded.execute(
          """
          INSERT INTO proj_v1.resource
          SELECT tenant, 'ID', type, 1, d, d, NULL, 'ID', NULL, true, now(), now(), 40000
          FROM proj_v1.resource, LATERAL (SELECT jsonb_build_object('title', 'BEGIN' || 'ID')) AS j(d)
          WHERE tenant = 't1' AND id = 'u1'
          """
              .replace("ID", id)
              .replace("BEGIN", begin));
    }
    try {
      for (String order : List.of("ascending", "descending")) {
        var walked = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
          var query = query("title", order, 1).put("filter", "title sw \"zz\"");
          Answer.Page page = page(query.put("cursor", cursor).build());
          page.shown().resources().forEach(it -> walked.add(it.text("id").orElseThrow()));
          cursor = page.nextCursor();
        }
        assertThat(walked).as(order).containsExactly("long1", "long2", "long3");
      }
    } finally {
      loaded.execute("DELETE FROM proj_v1.resource WHERE id LIKE 'long%'");
    }
  }

  @Test
  void a_cursor_is_good_for_who_got_it_alone() {
    var query = query("", "ascending", 1).put("cursor", "");
    String cursor = Objects.requireNonNull(page(query.build()).nextCursor());
    var other = new Directory.Reader(READER.tenant(), READER.baseUrl(), "another", 0);
    assertThat(answer(other, query.put("cursor", cursor).build()))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            it -> assertThat(it.error().scimType()).isEqualTo(ScimType.INVALID_CURSOR));
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
    return answer(READER, query);
  }

  private static @Nullable Answer answer(Directory.Reader reader, JsonObject query) {
    return SearchRequest.parse(query) instanceof Result.Ok<SearchRequest>(var search)
        ? directory.search(reader, List.of("User"), search).block()
        : null;
  }
}
