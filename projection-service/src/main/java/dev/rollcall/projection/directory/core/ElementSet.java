package dev.rollcall.projection.directory.core;

import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.schema.AttributeDefinition;
import java.util.List;

/// The elements of a multi-valued complex attribute.
sealed interface ElementSet {

  /// The condition that some element satisfies a condition over [#slot]s.
  String any(String condition);

  /// The place of a sub-attribute in an element.
  Operand slot(AttributeDefinition sub);

  /// Elements inside the search copy.
  ///
  /// @param names from the copy to the list
  record InDocument(CompileContext context, AttributeDefinition attribute, List<String> names)
      implements ElementSet {
    static final String ELEMENT = "e.v";

    public InDocument {
      names = List.copyOf(names);
    }

    @Override
    public String any(String condition) {
      return "EXISTS (SELECT FROM jsonb_path_query(r.search, "
          + SqlText.jsonPath(names, "[*]")
          + ") AS e(v) WHERE "
          + condition
          + ")";
    }

    @Override
    public Operand slot(AttributeDefinition sub) {
      return References.isRendered(context, attribute, sub)
          ? References.ofJson(context, attribute, ELEMENT, List.of())
          : new JsonOperand(
              ELEMENT,
              List.of(sub.name()),
              sub,
              CaseRule.isExact(attribute, sub),
              sub.multiValued());
    }
  }

  /// Elements that are membership rows.
  sealed interface InRows extends ElementSet {}

  /// Membership rows, seen from the group.
  record Members(CompileContext context) implements InRows {

    @Override
    public String any(String condition) {
      return "EXISTS (SELECT FROM proj_v1.membership m WHERE m.tenant = "
          + context.binds().text(context.tenant())
          + " AND m.group_id = r.id AND m.to_seq IS NULL AND ("
          + condition
          + "))";
    }

    @Override
    public Operand slot(AttributeDefinition sub) {
      return switch (sub.name()) {
        case "value" -> new TextOperand("m.member_id", true);
        case "type" -> new TextOperand("lower(m.member_type)", false);
        case References.NAME -> References.ofRow(context, "m.member_type", "m.member_id");
        default -> new Operand.Missing();
      };
    }
  }

  /// The groups that somebody is in: directly, and through groups that are members of groups.
  ///
  /// The condition stands in a subquery of its own, so that `groups.value eq "x"` starts from the
  /// members of x and not from every user. The groups in groups of a tenant are few; all of their
  /// paths are walked once a query.
  record Groups(CompileContext context) implements InRows {

    @Override
    public String any(String condition) {
      String tenant = context.binds().text(context.tenant());
      return """
      r.id IN (SELECT x.member_id FROM (
        SELECT m.tenant, m.member_id, m.group_id, 'direct' AS kind
        FROM proj_v1.membership m WHERE m.tenant = %1$s AND m.to_seq IS NULL
        UNION ALL
        SELECT m.tenant, m.member_id, n.above, 'indirect'
        FROM proj_v1.membership m JOIN (
          WITH RECURSIVE nested(group_id, above) AS (
            SELECT m.member_id, m.group_id FROM proj_v1.membership m
            WHERE m.tenant = %1$s AND m.to_seq IS NULL AND m.member_type = 'Group'
            UNION
            SELECT n.group_id, m.group_id FROM nested n JOIN proj_v1.membership m
              ON m.tenant = %1$s AND m.member_id = n.above AND m.to_seq IS NULL)
          SELECT * FROM nested) n ON n.group_id = m.group_id
        WHERE m.tenant = %1$s AND m.to_seq IS NULL AND NOT EXISTS (
          SELECT FROM proj_v1.membership d WHERE d.tenant = %1$s AND d.group_id = n.above
            AND d.member_id = m.member_id AND d.to_seq IS NULL)) x
      WHERE %2$s)\
      """
          .formatted(tenant, condition);
    }

    @Override
    public Operand slot(AttributeDefinition sub) {
      return switch (sub.name()) {
        case "value" -> new TextOperand("x.group_id", true);
        case "display" ->
            new TextOperand(
                "(SELECT g.display_name FROM proj_v1.resource g"
                    + " WHERE g.tenant = x.tenant AND g.id = x.group_id)",
                false);
        case "type" -> new TextOperand("x.kind", false);
        case References.NAME -> References.ofRow(context, "'Group'", "x.group_id");
        default -> new Operand.Missing();
      };
    }
  }
}
