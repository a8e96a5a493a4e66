package dev.rollcall.projection.directory;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A search that is fit to run.
///
/// @param baseUrl the SCIM base URL, which addresses in filters start with
/// @param schemas all that the tenant has
/// @param filters by the names of the types; empty for all resources
/// @param order null for the order in which the resources were created
/// @param paging which of the matches are wanted
public record Search(
    TenantId tenant,
    String baseUrl,
    SchemaRegistry schemas,
    List<ResourceTypeDefinition> types,
    Map<String, Filter> filters,
    @Nullable Order order,
    Paging paging) {
  public Search {
    types = List.copyOf(types);
    filters = Map.copyOf(filters);
  }

  /// How the matches are sorted.
  ///
  /// @param by an attribute path as it was sent
  public record Order(String by, SortOrder direction) {}

  /// Which of the matches are wanted.
  public sealed interface Paging {

    /// Matches to return at most.
    int size();
  }

  /// A page by its index (RFC 7644 section 3.4.2.4).
  ///
  /// @param offset matches to pass over
  public record AtIndex(long offset, int size) implements Paging {}

  /// A page of a walk (RFC 9865).
  ///
  /// @param place the last match before the page; null at the beginning
  public record Behind(@Nullable Place place, int size) implements Paging {}

  /// Where a match stands in the order of a search.
  ///
  /// @param key what it is sorted by, as text; null where it has none, or nothing is sorted by
  /// @param createdSeq of the request that created it
  public record Place(@Nullable String key, long createdSeq, String id) {}
}
