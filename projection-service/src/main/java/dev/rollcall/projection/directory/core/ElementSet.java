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

  /// Membership rows, seen from the group or from the member.
  ///
  /// @param seen what the row `r` is in the membership
  record InRows(CompileContext context, Seen seen) implements ElementSet {

    /// From which end a membership is seen.
    enum Seen {
      AS_GROUP("m.group_id"),
      AS_MEMBER("m.member_id");

      private final String column;

      Seen(String column) {
        this.column = column;
      }
    }

    @Override
    public String any(String condition) {
      return "EXISTS (SELECT FROM proj_v1.membership m WHERE m.tenant = "
          + context.binds().text(context.tenant())
          + " AND "
          + seen.column
          + " = r.id AND m.to_seq IS NULL AND ("
          + condition
          + "))";
    }

    @Override
    public Operand slot(AttributeDefinition sub) {
      return seen == Seen.AS_GROUP ? ofMember(sub.name()) : ofGroup(sub.name());
    }

    private Operand ofMember(String name) {
      return switch (name) {
        case "value" -> new TextOperand("m.member_id", true);
        case "type" -> new TextOperand("lower(m.member_type)", false);
        case References.NAME -> References.ofRow(context, "m.member_type", "m.member_id");
        default -> new Operand.Missing();
      };
    }

    /// The directory shows direct groups alone, so no other is found.
    private Operand ofGroup(String name) {
      return switch (name) {
        case "value" -> new TextOperand("m.group_id", true);
        case "display" ->
            new TextOperand(
                "(SELECT g.display_name FROM proj_v1.resource g"
                    + " WHERE g.tenant = m.tenant AND g.id = m.group_id)",
                false);
        case "type" -> new TextOperand("'direct'", false);
        case References.NAME -> References.ofRow(context, "'Group'", "m.group_id");
        default -> new Operand.Missing();
      };
    }
  }
}
