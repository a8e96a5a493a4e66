package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.connector.parking.core.LetterFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// The statements that read parked keys.
final class LetterSql {
  /// The keys of a target that a filter finds; whoever uses it says which states.
  static final String FOUND =
      """
      FROM connector.lane_key k
      WHERE k.target_id = :target AND k.tenant = :tenant
        AND (cardinality(:classes::text[]) = 0 OR k.last_error_class = ANY (:classes))
        AND (cardinality(:types::text[]) = 0 OR k.resource_type = ANY (:types))
        AND (:after::timestamptz IS NULL OR k.last_failed_at >= :after)
        AND (:before::timestamptz IS NULL OR k.last_failed_at < :before)
        AND (:text = '' OR position(lower(:text) IN lower(coalesce(k.last_error, ''))) > 0)
      """;

  private static final String PARKED = FOUND + " AND k.state = 'parked' ";

  /// A key that is parked anew moves to the front and never further back, so that paging towards
  /// the older ones sees nobody twice.
  static final String PAGE =
      """
      SELECT k.resource_id, k.resource_type, k.desired_seq, k.attempt, k.first_failed_at,
        k.last_failed_at, k.last_error_class, k.last_status, k.last_error, k.request_ids
      """
          + PARKED
          + """
           AND (:at::timestamptz IS NULL OR (k.last_failed_at, k.resource_id) < (:at, :id))
          ORDER BY k.last_failed_at DESC, k.resource_id DESC LIMIT :limit
          """;

  static final String COUNTS =
      "SELECT coalesce(k.last_error_class, '') AS class, count(*) AS number "
          + PARKED
          + " GROUP BY 1 ORDER BY 2 DESC, 1";

  static final String NAMED =
      """
      SELECT k.resource_id, k.resource_type, k.desired_seq, k.attempt, k.first_failed_at,
        k.last_failed_at, k.last_error_class, k.last_status, k.last_error, k.request_ids
      FROM connector.lane_key k
      WHERE k.target_id = :target AND k.tenant = :tenant AND k.resource_id = ANY (:ids)
        AND k.state = ANY (:states)
      ORDER BY k.last_failed_at DESC, k.resource_id DESC
      """;

  static final String HAS_TARGET =
      """
      SELECT EXISTS (SELECT 1 FROM connector.lane WHERE target_id = :target AND tenant = :tenant
        AND state <> 'removed') AS there
      """;

  private LetterSql() {}

  static GenericExecuteSpec at(GenericExecuteSpec spec, Place place) {
    return spec.bind("target", place.targetId()).bind("tenant", place.tenant());
  }

  static GenericExecuteSpec bind(GenericExecuteSpec spec, LetterFilter filter) {
    GenericExecuteSpec bound =
        spec.bind("classes", filter.errorClasses().toArray(String[]::new))
            .bind("types", filter.resourceTypes().toArray(String[]::new))
            .bind("text", filter.text());
    bound = time(bound, "after", filter.parkedAfter());
    return time(bound, "before", filter.parkedBefore());
  }

  static GenericExecuteSpec time(GenericExecuteSpec spec, String name, @Nullable Instant time) {
    return time == null ? spec.bindNull(name, Instant.class) : spec.bind(name, time);
  }
}
