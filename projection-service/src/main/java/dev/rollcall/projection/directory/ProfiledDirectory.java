package dev.rollcall.projection.directory;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.directory.Directory.Get;
import dev.rollcall.projection.directory.Directory.Parts;
import dev.rollcall.projection.directory.Directory.Reader;
import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.AttributeSelection;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Answers reads of one tenant's directory under the tenant's profile.
final class ProfiledDirectory {
  private final Parts parts;
  private final DirectoryStore store;
  private final ReadLimits limits;
  private final SchemaRegistry schemas;
  private final FilterParser filters;
  private final Reader reader;

  ProfiledDirectory(Parts parts, Profile profile, Reader reader) {
    this.parts = parts;
    this.store = parts.store();
    this.limits = parts.limits();
    this.schemas = profile.schemas();
    this.filters = new FilterParser(limits.filter(), profile.leniency());
    this.reader = reader;
  }

  Mono<Answer> get(Get get) {
    Optional<ResourceTypeDefinition> found = schemas.resourceType(get.type());
    if (found.isEmpty()) {
      return refused(ScimError.notFound("There is no resource type of this name."));
    }
    ResourceTypeDefinition type = found.get();
    return switch (AttributeSelection.parse(
            List.of(type), get.attributes(), get.excludedAttributes())
        .map(it -> it.specifying(get.specified()))) {
      case Result.Refused<AttributeSelection>(var error) -> refused(error);
      case Result.Ok<AttributeSelection>(var selection) -> {
        var showing = new Showing(parts, schemas, reader, selection);
        var address = new Address(reader.tenant(), type.name(), get.id());
        yield store
            .find(address, get.known(), showing.also(List.of(type)))
            .flatMap(lookup -> answer(lookup, showing));
      }
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

  Mono<Answer> search(List<String> typeNames, SearchRequest request) {
    List<ResourceTypeDefinition> types =
        typeNames.stream().distinct().map(schemas::resourceType).flatMap(Optional::stream).toList();
    if (types.isEmpty() || types.size() < typeNames.stream().distinct().count()) {
      return refused(
          ScimError.badRequest(ScimType.INVALID_VALUE, "'resourceTypes' names known types."));
    }
    Result<Search> search =
        filters(types, request)
            .flatMap(it -> paging(types, request).map(page -> search(types, request, it, page)));
    Result<AttributeSelection> selection =
        AttributeSelection.parse(types, request.attributes(), request.excludedAttributes());
    return switch (search.flatMap(it -> selection.map(chosen -> new Planned(it, chosen)))) {
      case Result.Refused<Planned>(var error) -> refused(error);
      case Result.Ok<Planned>(var planned) -> run(types, request, planned);
    };
  }

  private record Planned(Search search, AttributeSelection selection) {}

  /// By the names of the types; empty without a filter.
  private Result<Map<String, Filter>> filters(
      List<ResourceTypeDefinition> types, SearchRequest request) {
    String text = request.filter();
    return text == null
        ? Result.ok(Map.of())
        : filters.parse(types, text).flatMap(FilterLiterals::checked);
  }

  private Search search(
      List<ResourceTypeDefinition> types,
      SearchRequest request,
      Map<String, Filter> matching,
      Search.Paging paging) {
    String sortBy = request.sortBy();
    return new Search(
        reader.tenant(),
        reader.baseUrl(),
        schemas,
        types,
        matching,
        sortBy == null ? null : new Search.Order(sortBy, request.sortOrder()),
        paging);
  }

  private Result<Search.Paging> paging(List<ResourceTypeDefinition> types, SearchRequest request) {
    int size = request.pageSize(limits.pageDefault(), limits.pageMax());
    String cursor = request.cursor();
    if (cursor == null) {
      return Result.ok(new Search.AtIndex(request.startIndex() - 1, size));
    }
    return cursor.isEmpty()
        ? Result.ok(new Search.Behind(null, size))
        : parts
            .cursors()
            .open(walk(types, request), cursor)
            .flatMap(page ->
                request.count() == null || page.size() == size
                    ? Result.ok(page)
                    : Result.badRequest(
                        ScimType.INVALID_COUNT,
                        "'count' stays as it was on the first page of the walk."));
  }

  /// What a cursor belongs to: who walks, and everything that says which matches there are and in
  /// what order. One that leaked is good for nobody else (RFC 9865, security).
  private List<String> walk(List<ResourceTypeDefinition> types, SearchRequest request) {
    return List.of(
        reader.tenant().value(),
        reader.caller(),
        types.stream().map(ResourceTypeDefinition::name).toList().toString(),
        String.valueOf(request.filter()),
        String.valueOf(request.sortBy()),
        request.sortOrder().name());
  }

  private Mono<Answer> run(
      List<ResourceTypeDefinition> types, SearchRequest request, Planned planned) {
    var showing = new Showing(parts, schemas, reader, planned.selection());
    return store
        .search(planned.search(), showing.also(types))
        .flatMap(hits ->
            showing
                .show(hits.resources())
                .map(shown ->
                    new Answer.Page(
                        hits.total(),
                        request.cursor() == null ? request.startIndex() : null,
                        next(walk(types, request), hits.last(), planned.search().paging().size()),
                        shown)));
  }

  private @Nullable String next(List<String> walk, Search.@Nullable Place last, int page) {
    return last == null ? null : parts.cursors().seal(walk, last, page);
  }

  private static Mono<Answer> refused(ScimError error) {
    return Mono.just(new Answer.Refused(error));
  }
}
