package dev.rollcall.projection.directory.postgres;

import dev.rollcall.projection.directory.DirectoryStore.Also;
import dev.rollcall.projection.directory.Search;
import dev.rollcall.projection.directory.core.Binds;
import dev.rollcall.projection.directory.core.CompileContext;
import dev.rollcall.projection.directory.core.FilterCompiler;
import dev.rollcall.projection.directory.core.SortCompiler;
import dev.rollcall.projection.directory.core.SortCompiler.SortKey;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import java.util.Optional;

/// The statement of a search: one, which says how many match and reads the documents of the page
/// alone. Its first column is `total`; where the page is empty it has one row without `id`.
///
/// @param text with placeholders
@SuppressWarnings("InlineFormatString") // A statement is read as one text, apart from the code.
record SearchStatement(String text, Binds binds) {
  /// LIMIT keeps the planner from reading all documents to join them with the page.
  private static final String DOCUMENTS =
      """
      LEFT JOIN (page p CROSS JOIN LATERAL (
        SELECT d.id, d.type, d.version, d.document, d.created_at, d.modified_at
        FROM proj_v1.resource d WHERE d.tenant = %s AND d.id = p.id LIMIT 1) d) ON TRUE
      """;

  /// What all resources of a type add up to is kept: counting them costs as much as there are.
  private static final String KEPT_TOTAL =
      """
      SELECT coalesce((SELECT t.total FROM proj_v1.resource_total t
                       WHERE t.tenant = %s AND t.type = %s), 0) AS n\
      """;

  private static final String COUNTED_TOTAL =
      "SELECT count(*) AS n FROM proj_v1.resource r WHERE %s";

  /// Both ends of the index are near: a page of the second half is read from the end.
  private static final String IN_ORDER =
      """
      WITH RECURSIVE total AS MATERIALIZED (%8$s),
      page AS MATERIALIZED (
        (SELECT r.id, r.created_seq FROM proj_v1.resource r WHERE %1$s
         ORDER BY r.created_seq, r.id OFFSET %2$s
         LIMIT (SELECT CASE WHEN n / 2 >= %2$s THEN %3$s ELSE 0 END FROM total))
        UNION ALL
        (SELECT r.id, r.created_seq FROM proj_v1.resource r WHERE %1$s
         ORDER BY r.created_seq DESC, r.id DESC
         OFFSET (SELECT greatest(n - %2$s - %3$s, 0) FROM total)
         LIMIT (SELECT CASE WHEN n / 2 < %2$s THEN greatest(least(%3$s, n - %2$s), 0) ELSE 0 END
                FROM total)))
      %5$s
      SELECT t.n AS total, d.*%6$s FROM total t
      %4$s
      %7$s
      ORDER BY p.created_seq, p.id
      """;

  /// Everything that matches has to be counted, so the matches are found once and then ordered.
  private static final String BY_MATCH =
      """
      WITH RECURSIVE hits AS MATERIALIZED (
        SELECT r.id, r.created_seq%2$s FROM proj_v1.resource r WHERE %1$s),
      page AS MATERIALIZED (SELECT * FROM hits ORDER BY %3$s OFFSET %4$s LIMIT %5$s)
      %8$s
      SELECT t.n AS total, d.*%9$s FROM (SELECT count(*) AS n FROM hits) t
      %6$s
      %10$s
      ORDER BY %7$s
      """;

  /// A page of a walk: what is behind a place in the order, and one more, which says whether the
  /// walk goes on.
  private static final String BEHIND =
      """
      WITH RECURSIVE total AS MATERIALIZED (%11$s),
      page AS MATERIALIZED (
        SELECT h.* FROM (
          SELECT r.id, r.created_seq, %2$s AS k FROM proj_v1.resource r WHERE %1$s) h
        WHERE %3$s ORDER BY %4$screated_seq, id LIMIT %5$s)
      %8$s
      SELECT t.n AS total, p.created_seq, p.k::text AS sort_key, d.*%9$s FROM total t
      %6$s
      %10$s
      ORDER BY %7$sp.created_seq, p.id
      """;

  static SearchStatement of(Search search, Also also) {
    var binds = new Binds();
    String baseUrl = search.baseUrl();
    var context =
        new CompileContext(
            binds,
            search.tenant().value(),
            baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl,
            search.schemas());
    String condition = FilterCompiler.compile(context, search.types(), search.filters());
    Search.Order order = search.order();
    Optional<SortKey> key =
        order == null
            ? Optional.empty()
            : SortCompiler.compile(context, search.types(), order.by());
    boolean descending = order != null && order.direction() == SortOrder.DESCENDING;
    String tenant = binds.text(search.tenant().value());
    boolean unfiltered = search.filters().isEmpty() && search.types().size() == 1;
    var parts =
        new Parts(
            binds,
            condition,
            unfiltered
                ? KEPT_TOTAL.formatted(tenant, binds.text(search.types().getFirst().name()))
                : COUNTED_TOTAL.formatted(condition),
            key,
            descending,
            DOCUMENTS.formatted(tenant),
            Beside.of(also, tenant, "d"));
    String text =
        switch (search.paging()) {
          case Search.AtIndex index ->
              unfiltered && key.isEmpty() ? parts.inOrder(index) : parts.byMatch(index);
          case Search.Behind behind -> parts.behind(behind);
        };
    return new SearchStatement(text, binds);
  }

  /// What a statement is put together from.
  ///
  /// @param total selects how many match, as `n`
  /// @param documents joins the documents of the page
  private record Parts(
      Binds binds,
      String condition,
      String total,
      Optional<SortKey> key,
      boolean descending,
      String documents,
      Beside beside) {

    String inOrder(Search.AtIndex page) {
      return IN_ORDER.formatted(
          condition,
          binds.count(page.offset()),
          binds.count(page.size()),
          documents,
          beside.queries(),
          beside.columns(),
          beside.join(),
          total);
    }

    String byMatch(Search.AtIndex page) {
      String sorted = sorted();
      return BY_MATCH.formatted(
          condition,
          key.map(it -> ", " + it.expression() + " AS k").orElse(""),
          sorted + "created_seq, id",
          binds.count(page.offset()),
          binds.count(page.size()),
          documents,
          (key.isEmpty() ? "" : "p.") + sorted + "p.created_seq, p.id",
          beside.queries(),
          beside.columns(),
          beside.join());
    }

    String behind(Search.Behind page) {
      String sorted = sorted();
      Search.Place place = page.place();
      return BEHIND.formatted(
          condition,
          key.map(SortKey::expression).orElse("NULL::text"),
          place == null
              ? "TRUE"
              : key.map(it -> SearchStatement.behind(place, it.type(), descending, binds))
                  .orElseGet(() -> laterThan(place, binds)),
          sorted,
          binds.count(page.size() + 1L),
          documents,
          key.isEmpty() ? "" : "p." + sorted,
          beside.queries(),
          beside.columns(),
          beside.join(),
          total);
    }

    private String sorted() {
      return key.isEmpty() ? "" : descending ? "k DESC, " : "k, ";
    }
  }

  /// What has no key comes last where keys rise, and first where they fall.
  private static String behind(Search.Place place, String type, boolean descending, Binds binds) {
    String later = laterThan(place, binds);
    String text = place.key();
    if (text == null) {
      return "(h.k IS NULL AND " + later + (descending ? " OR h.k IS NOT NULL)" : ")");
    }
    String key = binds.text(text) + "::" + type;
    return "(h.k "
        + (descending ? "< " : "> ")
        + key
        + (descending ? "" : " OR h.k IS NULL")
        + " OR h.k = "
        + key
        + " AND "
        + later
        + ")";
  }

  private static String laterThan(Search.Place place, Binds binds) {
    return "(h.created_seq, h.id) > ("
        + binds.count(place.createdSeq())
        + ", "
        + binds.text(place.id())
        + ")";
  }
}
