package dev.rollcall.projection.directory;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.resource.AttributeSelection;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Answers reads of one tenant's directory (RFC 7644 section 3.4).
public final class Directory {
  private final Parts parts;
  private final DirectoryStore store;
  private final ReadLimits limits;
  private final SchemaRegistry schemas;
  private final FilterParser filters;

  public Directory(Parts parts) {
    this.parts = parts;
    this.store = parts.store();
    this.limits = parts.limits();
    this.schemas = parts.schemas();
    this.filters = new FilterParser(limits.filter());
  }

  /// What a directory is made of.
  ///
  /// @param cursors seals and opens where walks go on
  public record Parts(
      DirectoryStore store, ReadLimits limits, SchemaRegistry schemas, Cursors cursors) {}

  /// Who reads, and under which base URL the answer's addresses are.
  public record Reader(TenantId tenant, String baseUrl) {}

  /// What to look up.
  ///
  /// @param attributes as in the URL: names or comma-separated lists
  public record Get(
      String type,
      String id,
      List<String> attributes,
      List<String> excludedAttributes,
      EntityTags known) {}

  /// Looks up one resource (section 3.4.1).
  public Mono<Answer> get(Reader reader, Get get) {
    Optional<ResourceTypeDefinition> found = schemas.resourceType(get.type());
    if (found.isEmpty()) {
      return refused(ScimError.notFound("There is no resource type of this name."));
    }
    ResourceTypeDefinition type = found.get();
    return switch (AttributeSelection.parse(
        List.of(type), get.attributes(), get.excludedAttributes())) {
      case Result.Refused<AttributeSelection>(var error) -> refused(error);
      case Result.Ok<AttributeSelection>(var selection) ->
          store
              .find(new Address(reader.tenant(), type.name(), get.id()), get.known())
              .flatMap(lookup -> answer(lookup, new Showing(parts, reader, selection)));
    };
  }

  private Mono<Answer> answer(Lookup lookup, Showing showing) {
    return switch (lookup) {
      case Lookup.Absent _ -> refused(ScimError.notFound("There is no such resource."));
      case Lookup.Unchanged(var version) -> Mono.just(new Answer.NotModified(version));
      case Lookup.Found(var resource) ->
          showing
              .show(List.of(resource))
              .map(shown -> new Answer.One(resource.state().version(), shown));
    };
  }

  /// Searches resources of some types (sections 3.4.2 and 3.4.3).
  public Mono<Answer> search(Reader reader, List<String> typeNames, SearchRequest request) {
    List<ResourceTypeDefinition> types =
        typeNames.stream().distinct().map(schemas::resourceType).flatMap(Optional::stream).toList();
    if (types.isEmpty() || types.size() < typeNames.stream().distinct().count()) {
      return refused(
          ScimError.badRequest(ScimType.INVALID_VALUE, "'resourceTypes' names known types."));
    }
    Result<Search> search =
        filter(types, request)
            .flatMap(it ->
                paging(reader, types, request)
                    .map(page -> search(reader, types, request, it, page)));
    Result<AttributeSelection> selection =
        AttributeSelection.parse(types, request.attributes(), request.excludedAttributes());
    return switch (search.flatMap(it -> selection.map(chosen -> new Planned(it, chosen)))) {
      case Result.Refused<Planned>(var error) -> refused(error);
      case Result.Ok<Planned>(var planned) -> run(reader, types, request, planned);
    };
  }

  private record Planned(Search search, AttributeSelection selection) {}

  /// A filter, or none: a `Result` has no room for null.
  private record Parsed(@Nullable Filter filter) {}

  private Result<Parsed> filter(List<ResourceTypeDefinition> types, SearchRequest request) {
    String text = request.filter();
    return text == null
        ? Result.ok(new Parsed(null))
        : filters.parse(types, text).flatMap(FilterLiterals::checked).map(Parsed::new);
  }

  private static Search search(
      Reader reader,
      List<ResourceTypeDefinition> types,
      SearchRequest request,
      Parsed parsed,
      Search.Paging paging) {
    String sortBy = request.sortBy();
    return new Search(
        reader.tenant(),
        reader.baseUrl(),
        types,
        parsed.filter(),
        sortBy == null ? null : new Search.Order(sortBy, request.sortOrder()),
        paging);
  }

  private Result<Search.Paging> paging(
      Reader reader, List<ResourceTypeDefinition> types, SearchRequest request) {
    int size = request.pageSize(limits.pageDefault(), limits.pageMax());
    String cursor = request.cursor();
    if (cursor == null) {
      return Result.ok(new Search.AtIndex(request.startIndex() - 1, size));
    }
    return cursor.isEmpty()
        ? Result.ok(new Search.Behind(null, size))
        : parts
            .cursors()
            .open(walk(reader, types, request), cursor)
            .map(place -> new Search.Behind(place, size));
  }

  /// What a cursor belongs to: everything that says which matches there are and in what order.
  private static List<String> walk(
      Reader reader, List<ResourceTypeDefinition> types, SearchRequest request) {
    return List.of(
        reader.tenant().value(),
        types.stream().map(ResourceTypeDefinition::name).toList().toString(),
        String.valueOf(request.filter()),
        String.valueOf(request.sortBy()),
        request.sortOrder().name());
  }

  private Mono<Answer> run(
      Reader reader, List<ResourceTypeDefinition> types, SearchRequest request, Planned planned) {
    var showing = new Showing(parts, reader, planned.selection());
    return store
        .search(planned.search())
        .flatMap(hits ->
            showing
                .show(hits.resources())
                .map(shown ->
                    new Answer.Page(
                        hits.total(),
                        request.cursor() == null ? request.startIndex() : null,
                        next(walk(reader, types, request), hits.last()),
                        shown)));
  }

  private @Nullable String next(List<String> walk, Search.@Nullable Place last) {
    return last == null ? null : parts.cursors().seal(walk, last);
  }

  private static Mono<Answer> refused(ScimError error) {
    return Mono.just(new Answer.Refused(error));
  }
}
