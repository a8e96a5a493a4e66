package dev.rollcall.projection.directory;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search that is fit to run.
///
/// @param baseUrl the SCIM base URL, which addresses in filters start with
/// @param filter null for all resources
/// @param order null for the order in which the resources were created
/// @param page which of the matches are wanted
public record Search(
    TenantId tenant,
    String baseUrl,
    List<ResourceTypeDefinition> types,
    @Nullable Filter filter,
    @Nullable Order order,
    Page page) {
  public Search {
    types = List.copyOf(types);
  }

  /// How the matches are sorted.
  ///
  /// @param by an attribute path as it was sent
  public record Order(String by, SortOrder direction) {}

  /// Which of the matches are wanted.
  ///
  /// @param offset matches to pass over
  /// @param size matches to return at most
  public record Page(long offset, int size) {}
}
