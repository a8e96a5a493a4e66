package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.Reads.View;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.resource.AttributeSelection;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;

/// What of the resource the answer to a write shows (RFC 7644 section 3.9).
///
/// @param asked whether the client named attributes that it wants
record Selected(
    ResourceTypeDefinition type, AttributeSelection selection, View view, boolean asked) {

  static Result<Selected> of(ResourceTypeDefinition type, QueryParameters query) {
    String attributes = query.get("attributes");
    var view = new View(attributes, query.get("excludedAttributes"), List.of(), List.of());
    return AttributeSelection.parse(
            List.of(type), query.list("attributes"), query.list("excludedAttributes"))
        .map(selection -> new Selected(type, selection, view, attributes != null));
  }

  /// This and what the write itself specified (RFC 7643 section 7, `returned`).
  Selected specifying(List<String> names) {
    return names.isEmpty()
        ? this
        : new Selected(type, selection.specifying(names), view.specifying(names), asked);
  }
}
