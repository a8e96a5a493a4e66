package dev.rollcall.projection.directory.core;

import dev.rollcall.projection.directory.core.ElementSet.InDocument;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Compiles `sortBy` (RFC 7644 section 3.4.2.3) to an expression over the row `r`, which is null
/// where a resource has nothing to sort by.
public final class SortCompiler {
  private static final int KEY_CHARS_MAX = 256;

  private SortCompiler() {}

  /// What to sort by.
  ///
  /// @param expression over the row `r`
  /// @param type its SQL type
  public record SortKey(String expression, String type) {
    private static final SortKey NONE = new SortKey(SqlText.NULL, "text");
  }

  /// Returns the key; empty where the path names nothing that can be sorted by, so that the default
  /// order stays.
  public static Optional<SortKey> compile(
      CompileContext context, List<ResourceTypeDefinition> types, String sortBy) {
    var keys = new ArrayList<SortKey>();
    // What the types call by one name may be kept in other places.
    types.forEach(type ->
        keys.add(
            AttributeResolver.resolve(type, sortBy) instanceof Named.Known known
                ? key(context, type, known.path())
                : SortKey.NONE));
    var distinct = new LinkedHashSet<>(keys);
    if (distinct.size() == 1) {
      return Optional.of(keys.getFirst())
          .filter(it -> !it.equals(SortKey.NONE))
          .map(SortCompiler::bounded);
    }
    var choice = new StringBuilder("(CASE r.type");
    for (int i = 0; i < types.size(); i++) {
      choice.append(" WHEN ").append(context.binds().text(types.get(i).name()));
      // Keys of different places may differ in their types; as texts all can be compared.
      choice.append(" THEN (").append(keys.get(i).expression()).append(")::text");
    }
    return Optional.of(
        bounded(new SortKey(TextOperand.ordered(choice.append(" END)").toString()), "text")));
  }

  /// A cursor holds the key and has to fit into a URL. Pages by index are sorted by the same, so
  /// that both have one order; texts that begin alike follow their creation.
  private static SortKey bounded(SortKey key) {
    return key.type().equals("text")
        ? new SortKey("left(" + key.expression() + ", " + KEY_CHARS_MAX + ")", "text")
        : key;
  }

  private static SortKey key(
      CompileContext context, ResourceTypeDefinition type, AttributePath path) {
    Optional<AttributeDefinition> found = AttributeResolver.definition(type, path);
    if (found.isEmpty() || found.get().returned() == Returned.NEVER) {
      return SortKey.NONE;
    }
    AttributeDefinition attribute = found.get();
    var places = new Places(context, type);
    if (attribute.type() != AttributeType.COMPLEX) {
      return key(places.operand(path, attribute, null));
    }
    String name = path.subAttribute() == null ? "value" : path.subAttribute();
    return attribute
        .subAttribute(name)
        .filter(it -> it.returned() != Returned.NEVER)
        .map(sub ->
            attribute.multiValued()
                ? ofElements(places.elements(path, attribute), sub)
                : key(places.operand(path, attribute, sub)))
        .orElse(SortKey.NONE);
  }

  private static SortKey key(Operand operand) {
    return new SortKey(operand.sortKey(), operand.sortType());
  }

  /// The primary element speaks for all, else the first one. Memberships have no such element.
  private static SortKey ofElements(ElementSet elements, AttributeDefinition sub) {
    return switch (elements) {
      case ElementSet.InRows _ -> SortKey.NONE;
      case InDocument document ->
          new SortKey(
              JsonOperand.scalar(
                  sub.type(),
                  "COALESCE("
                      + first(document, "[*] ? (@.\"primary\" == true)", sub)
                      + ", "
                      + first(document, "[*]", sub)
                      + ")"),
              JsonOperand.typeOf(sub.type()));
    };
  }

  private static String first(InDocument document, String choice, AttributeDefinition sub) {
    return "jsonb_path_query_first(r.search, "
        + SqlText.jsonPath(document.names(), choice + SqlText.member(sub.name()))
        + ")";
  }
}
