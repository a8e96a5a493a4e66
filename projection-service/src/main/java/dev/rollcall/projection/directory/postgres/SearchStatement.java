package dev.rollcall.projection.directory.postgres;

import dev.rollcall.projection.directory.Search;
import dev.rollcall.projection.directory.core.Binds;
import dev.rollcall.projection.directory.core.CompileContext;
import dev.rollcall.projection.directory.core.FilterCompiler;
import dev.rollcall.projection.directory.core.SortCompiler;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.Optional;

/// The statement of a search: one, which counts all matches and reads the documents of the page
/// alone. Its first column is `total`; where the page is empty it has one row without `id`.
///
/// @param text with placeholders
@SuppressWarnings("InlineFormatString") // A statement is read as one text, apart from the code.
record SearchStatement(String text, Binds binds) {
  static final String COLUMNS = "id, type, version, document, created_at, modified_at";

  /// LIMIT keeps the planner from reading all documents to join them with the page.
  private static final String DOCUMENTS =
      """
      LEFT JOIN (page p CROSS JOIN LATERAL (
        SELECT d.id, d.type, d.version, d.document, d.created_at, d.modified_at
        FROM proj_v1.resource d WHERE d.tenant = %s AND d.id = p.id LIMIT 1) d) ON TRUE
      """;

  /// Both ends of the index are near: a page of the second half is read from the end.
  private static final String IN_ORDER =
      """
      WITH total AS MATERIALIZED (SELECT count(*) AS n FROM proj_v1.resource r WHERE %1$s),
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
      SELECT t.n AS total, d.* FROM total t
      %4$s
      ORDER BY p.created_seq, p.id
      """;

  /// Everything that matches has to be counted, so the matches are found once and then ordered.
  private static final String BY_MATCH =
      """
      WITH hits AS MATERIALIZED (
        SELECT r.id, r.created_seq%2$s FROM proj_v1.resource r WHERE %1$s),
      page AS MATERIALIZED (SELECT * FROM hits ORDER BY %3$s OFFSET %4$s LIMIT %5$s)
      SELECT t.n AS total, d.* FROM (SELECT count(*) AS n FROM hits) t
      %6$s
      ORDER BY %7$s
      """;

  static SearchStatement of(Search search, SchemaRegistry schemas) {
    var binds = new Binds();
    String baseUrl = search.baseUrl();
    var context =
        new CompileContext(
            binds,
            search.tenant().value(),
            baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl,
            schemas);
    String condition = FilterCompiler.compile(context, search.types(), search.filter());
    Search.Order order = search.order();
    Optional<String> key =
        order == null
            ? Optional.empty()
            : SortCompiler.compile(context, search.types(), order.by());
    String documents = DOCUMENTS.formatted(binds.text(search.tenant().value()));
    String offset = binds.count(search.page().offset());
    String size = binds.count(search.page().size());
    if (search.filter() == null && key.isEmpty() && search.types().size() == 1) {
      return new SearchStatement(IN_ORDER.formatted(condition, offset, size, documents), binds);
    }
    boolean descending = order != null && order.direction() == SortOrder.DESCENDING;
    String sorted = key.isEmpty() ? "" : descending ? "k DESC, " : "k, ";
    String text =
        BY_MATCH.formatted(
            condition,
            key.map(it -> ", " + it + " AS k").orElse(""),
            sorted + "created_seq, id",
            offset,
            size,
            documents,
            (key.isEmpty() ? "" : "p.") + sorted + "p.created_seq, p.id");
    return new SearchStatement(text, binds);
  }
}
