package dev.rollcall.projection.directory.postgres;

import dev.rollcall.projection.directory.DirectoryStore.Also;
import dev.rollcall.scim.Urns;

/// What a statement reads of the resources of its `page` beside their documents: one round trip,
/// however many resources.
///
/// @param queries for the `WITH RECURSIVE` that has `page (id)`; each begins with a comma
/// @param columns of the answer, each behind a comma: `groups` and `manager_name`
/// @param join what the page, as `p`, is joined with
@SuppressWarnings("InlineFormatString") // A statement is read as one text, apart from the code.
record Beside(String queries, String columns, String join) {
  /// Somebody who is in a group directly and through another group is in it directly.
  ///
  /// How long a page is the planner cannot know, and it takes it for a tenth of the directory: it
  /// would read all memberships and all resources. `OFFSET 0` keeps each look at them one by index.
  private static final String GROUPS =
      """
      , above(owner, group_id, direct) AS (
        SELECT p.id, m.group_id, true FROM page p CROSS JOIN LATERAL (
          SELECT m.group_id FROM proj_v1.membership m
          WHERE m.tenant = %1$s AND m.member_id = p.id AND m.to_seq IS NULL OFFSET 0) m
        UNION
        SELECT a.owner, m.group_id, false FROM above a CROSS JOIN LATERAL (
          SELECT m.group_id FROM proj_v1.membership m
          WHERE m.tenant = %1$s AND m.member_id = a.group_id AND m.to_seq IS NULL
            AND m.member_type = 'Group' OFFSET 0) m),
      grouped AS (
        SELECT a.owner, json_agg(
          json_build_array(a.group_id, coalesce(g.display_name, ''), a.direct)
          ORDER BY a.group_id)::text AS groups
        FROM (SELECT owner, group_id, bool_or(direct) AS direct FROM above
              GROUP BY owner, group_id) a
        CROSS JOIN LATERAL (
          SELECT g.document ->> 'displayName' AS display_name FROM proj_v1.resource g
          WHERE g.tenant = %1$s AND g.id = a.group_id OFFSET 0) g
        GROUP BY a.owner)
      """;

  private static final String MANAGER_NAME =
      """
      , (SELECT m.document ->> 'displayName' FROM proj_v1.resource m
         WHERE m.tenant = %1$s AND m.type = 'User'
           AND m.id = %2$s.document #>> '{%3$s,manager,value}') AS manager_name
      """;

  /// @param tenant the placeholder of the tenant
  /// @param resource the alias of the resources
  static Beside of(Also also, String tenant, String resource) {
    return new Beside(
        also.groups() ? GROUPS.formatted(tenant) : "",
        (also.groups() ? ", g.groups" : ", NULL::text AS groups")
            + (also.managerName()
                ? MANAGER_NAME.formatted(tenant, resource, Urns.ENTERPRISE_USER)
                : ", NULL::text AS manager_name"),
        also.groups() ? "LEFT JOIN grouped g ON g.owner = p.id" : "");
  }
}
