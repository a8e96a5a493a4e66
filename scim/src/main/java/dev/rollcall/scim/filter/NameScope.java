package dev.rollcall.scim.filter;

import dev.rollcall.scim.dialect.BareExtensionName;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.path.AttributeNames;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What names mean at a place in a filter: paths into a resource, or, between brackets, the
/// sub-attributes of one element.
sealed interface NameScope {

  /// Returns what a name stands for.
  Name resolve(int at, String text);

  /// A resolved name.
  ///
  /// @param definition null where no schema knows the name
  record Name(AttributePath path, @Nullable AttributeDefinition definition) {}

  /// The names of whole resources.
  record OfResources(List<ResourceTypeDefinition> types, Leniency leniency) implements NameScope {
    @Override
    public Name resolve(int at, String text) {
      if (text.isEmpty()) {
        throw new Unreadable(at, "The name of an attribute is due");
      }
      Named named = AttributeResolver.resolve(types, text);
      return switch (leniency.bareExtensionNames()
          ? named
          : BareExtensionName.toUnknown(text, named)) {
        case Named.Known known -> {
          refuseSecret(at, known.attribute());
          refuseSecret(at, known.leaf());
          yield new Name(known.path(), known.leaf());
        }
        case Named.Unknown(var path) -> new Name(path, null);
        case Named.WholeSchema _ -> throw new Unreadable(at, "A schema cannot be compared");
        case Named.Malformed(var problem) -> throw new Unreadable(at, problem);
      };
    }
  }

  /// The names inside the brackets of a value path.
  ///
  /// @param parent null where no schema knows the attribute before the bracket
  record OfElement(String parentName, @Nullable AttributeDefinition parent) implements NameScope {
    @Override
    public Name resolve(int at, String text) {
      String name = bareName(text);
      if (!AttributeNames.isName(name)) {
        throw new Unreadable(
            at,
            text.isEmpty()
                ? "The name of a sub-attribute is due"
                : "'" + text + "' is no sub-attribute name");
      }
      Optional<AttributeDefinition> found = find(name);
      found.ifPresent(it -> refuseSecret(at, it));
      String canonical = found.map(AttributeDefinition::name).orElse(name);
      return new Name(new AttributePath(null, canonical, null), found.orElse(null));
    }

    /// Some clients qualify the name by the schema's URN, or repeat the attribute's name.
    private String bareName(String text) {
      String name =
          AttributeNames.isQualified(text) ? text.substring(text.lastIndexOf(':') + 1) : text;
      String repeated = parentName + ".";
      return name.regionMatches(true, 0, repeated, 0, repeated.length())
          ? name.substring(repeated.length())
          : name;
    }

    /// The elements of a simple attribute have no sub-attributes; `value` stands for themselves.
    private Optional<AttributeDefinition> find(String name) {
      if (parent == null) {
        return Optional.empty();
      }
      if (parent.subAttributes().isEmpty() && name.equalsIgnoreCase("value")) {
        return Optional.of(ElementValue.definition(parent));
      }
      return parent.subAttribute(name);
    }
  }

  /// What is never returned must not be guessed by comparing either.
  private static void refuseSecret(int at, AttributeDefinition definition) {
    if (definition.returned() == Returned.NEVER) {
      throw new Unreadable(at, "Attribute '" + definition.name() + "' cannot be filtered on");
    }
  }
}
