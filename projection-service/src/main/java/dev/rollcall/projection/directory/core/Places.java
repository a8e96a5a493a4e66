package dev.rollcall.projection.directory.core;

import dev.rollcall.projection.directory.core.ElementSet.Groups;
import dev.rollcall.projection.directory.core.ElementSet.InDocument;
import dev.rollcall.projection.directory.core.ElementSet.Members;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the attributes of a resource type are kept: hot ones in columns of their own, memberships
/// in rows, all others in the search copy.
record Places(CompileContext context, ResourceTypeDefinition type) {

  /// The elements of a multi-valued complex attribute.
  ElementSet elements(AttributePath path, AttributeDefinition attribute) {
    if (path.schemaUrn() == null) {
      switch (attribute.name()) {
        case "members" -> {
          return new Members(context);
        }
        case "groups" -> {
          return new Groups(context);
        }
        default -> {}
      }
    }
    return new InDocument(context, attribute, names(path, null));
  }

  /// The place of an attribute, or of a sub-attribute of one that has a single value.
  ///
  /// @param sub null for the attribute itself
  Operand operand(
      AttributePath path, AttributeDefinition attribute, @Nullable AttributeDefinition sub) {
    Operand column = path.schemaUrn() == null ? column(attribute, sub) : null;
    if (column != null) {
      return column;
    }
    if (sub != null && isManagersName(path, sub)) {
      // It is the manager's own and not kept with those whom the manager has.
      return new TextOperand(
          "(SELECT u.display_name FROM proj_v1.resource u WHERE u.tenant = r.tenant"
              + " AND u.type = 'User' AND u.id = "
              + SqlText.textAt("r.document", List.of(Urns.ENTERPRISE_USER, "manager", "value"))
              + ")",
          false);
    }
    if (sub == null) {
      return new JsonOperand(
          "r.search",
          names(path, null),
          attribute,
          CaseRule.isExact(null, attribute),
          attribute.multiValued());
    }
    if (References.isRendered(context, attribute, sub)) {
      return References.ofJson(context, attribute, "r.search", names(path, null));
    }
    return new JsonOperand(
        "r.search", names(path, sub), sub, CaseRule.isExact(attribute, sub), sub.multiValued());
  }

  private static boolean isManagersName(AttributePath path, AttributeDefinition sub) {
    return Urns.ENTERPRISE_USER.equals(path.schemaUrn())
        && path.attribute().equals("manager")
        && sub.name().equals("displayName");
  }

  private @Nullable Operand column(
      AttributeDefinition attribute, @Nullable AttributeDefinition sub) {
    boolean exact = CaseRule.isExact(null, attribute);
    return switch (attribute.name()) {
      case "id" -> new TextOperand("r.id", true);
      case "externalId" -> new TextOperand("r.external_id", true);
      case "userName" -> exact || !isText(attribute) ? null : new TextOperand("r.user_name", false);
      case "displayName" ->
          exact || !isText(attribute) ? null : new TextOperand("r.display_name", false);
      case "meta" -> sub == null ? new Operand.Unread() : meta(sub);
      default -> null;
    };
  }

  /// What a tenant's own type calls by the same name may be anything.
  private static boolean isText(AttributeDefinition attribute) {
    return attribute.type() == AttributeType.STRING && !attribute.multiValued();
  }

  private Operand meta(AttributeDefinition sub) {
    return switch (sub.name()) {
      case "created" -> new MomentOperand("r.created_at");
      case "lastModified" -> new MomentOperand("r.modified_at");
      case "version" -> new TextOperand("('W/\"' || r.version || '\"')", true);
      case "location" -> References.location(context, type);
      case "resourceType" -> new TextOperand("r.type", true);
      default -> new Operand.Missing();
    };
  }

  private static List<String> names(AttributePath path, @Nullable AttributeDefinition sub) {
    var names = new ArrayList<String>();
    if (path.schemaUrn() != null) {
      names.add(path.schemaUrn());
    }
    names.add(path.attribute());
    if (sub != null) {
      names.add(sub.name());
    }
    return names;
  }
}
