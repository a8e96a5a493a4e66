package dev.rollcall.projection.directory;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.directory.Directory.Parts;
import dev.rollcall.projection.directory.Directory.Reader;
import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.projection.directory.DirectoryStore.Also;
import dev.rollcall.projection.directory.Shown.ShownMembers;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.resource.AttributeSelection;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.resource.ResourceState;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Renders stored resources for one reader. Memberships are read for all resources of a page at
/// once, and only where the selection has them.
final class Showing {
  private static final String MEMBERS = "members";
  private static final String GROUPS = "groups";

  private final DirectoryStore store;
  private final ReadLimits limits;
  private final SchemaRegistry schemas;
  private final Reader reader;
  private final AttributeSelection selection;

  Showing(Parts parts, SchemaRegistry schemas, Reader reader, AttributeSelection selection) {
    this.store = parts.store();
    this.limits = parts.limits();
    this.schemas = schemas;
    this.reader = reader;
    this.selection = selection;
  }

  /// What the selection shows beside documents.
  Also also(List<ResourceTypeDefinition> types) {
    return new Also(
        types.stream().anyMatch(type -> shows(type, GROUPS)),
        types.stream().anyMatch(type -> Managers.areShown(type, selection)));
  }

  Mono<Shown> show(List<StoredResource> resources) {
    var page = new ArrayList<OnPage>(resources.size());
    for (StoredResource each : resources) {
      ResourceTypeDefinition type =
          schemas
              .resourceType(each.type())
              .orElseThrow(() -> new IllegalStateException("Stored with an unknown type"));
      page.add(new OnPage(type, each));
    }
    return firstMembers(page).map(members -> shown(page, members));
  }

  private record OnPage(ResourceTypeDefinition type, StoredResource stored) {
    String id() {
      return stored.state().id().value();
    }

    /// The state with what stands beside it.
    ResourceState state() {
      ResourceState state = stored.state();
      String managerName = stored.managerName();
      if (managerName != null) {
        JsonObject document = Managers.named(state.document(), managerName);
        state =
            new ResourceState(
                state.id(), document, state.version(), state.created(), state.lastModified());
      }
      return stored.groups().isEmpty() ? state : state.withGroups(stored.groups());
    }
  }

  private boolean shows(ResourceTypeDefinition type, String attribute) {
    return type.schema().attribute(attribute).isPresent() && selection.includes(type, attribute);
  }

  private List<String> showingMembers(List<OnPage> page) {
    return page.stream()
        .filter(it -> shows(it.type(), MEMBERS) && !parts(it.type()).isEmpty())
        .map(OnPage::id)
        .toList();
  }

  private Mono<Map<String, List<Member>>> firstMembers(List<OnPage> page) {
    List<String> groups = showingMembers(page);
    return groups.isEmpty()
        ? Mono.just(Map.of())
        : store.firstMembers(reader.tenant(), groups, firstMax(groups.size()));
  }

  /// A page of many groups holds fewer members of each.
  private int firstMax(int groups) {
    return Math.max(1, limits.membersAtOnceMax() / groups);
  }

  private Shown shown(List<OnPage> page, Map<String, List<Member>> firstMembers) {
    var rendered = new ArrayList<JsonObject>(page.size());
    for (OnPage resource : page) {
      JsonObject whole =
          ResourceRenderer.render(schemas, resource.type(), resource.state(), reader.baseUrl());
      rendered.add(selection.apply(resource.type(), whole));
    }
    if (firstMembers.isEmpty()) {
      return new Shown(rendered, Flux.empty());
    }
    int first = firstMax(showingMembers(page).size());
    return new Shown(
        rendered,
        Flux.range(0, page.size())
            .concatMap(place -> {
              OnPage group = page.get(place);
              List<Member> begun = firstMembers.getOrDefault(group.id(), List.of());
              return members(group, begun, first)
                  .map(some -> new ShownMembers(place, elements(group.type(), some)));
            }));
  }

  /// The members of a group: those already read, and then one statement for each further lot. Who
  /// is a member all the time while this runs comes exactly once.
  private Flux<List<Member>> members(OnPage group, List<Member> begun, int firstMax) {
    if (begun.isEmpty()) {
      return Flux.empty();
    }
    int limit = limits.membersAtOnceMax();
    var address = new Address(reader.tenant(), group.type().name(), group.id());
    return begun.size() < firstMax
        ? Flux.just(begun)
        : Mono.just(begun)
            .expand(some ->
                some.equals(begun) || some.size() == limit
                    ? store.membersBehind(address, some.getLast().id().value(), limit)
                    : Mono.empty())
            .filter(some -> !some.isEmpty());
  }

  private List<JsonObject> elements(ResourceTypeDefinition type, List<Member> members) {
    Set<String> parts = parts(type);
    var elements = new ArrayList<JsonObject>(members.size());
    for (Member member : members) {
      var element = JsonObject.builder();
      if (parts.contains("value")) {
        element.put("value", member.id().value());
      }
      if (parts.contains("$ref")) {
        schemas
            .resourceType(member.type())
            .map(it -> ResourceRenderer.location(it, member.id().value(), reader.baseUrl()))
            .ifPresent(location -> element.put("$ref", location));
      }
      if (parts.contains("type")) {
        element.put("type", member.type());
      }
      elements.add(element.build());
    }
    return elements;
  }

  /// Which sub-attributes of a member the selection has: those that it leaves of a sample.
  private Set<String> parts(ResourceTypeDefinition type) {
    var sample =
        JsonObject.builder().put("value", "v").put("$ref", "r").put("type", "User").build();
    JsonObject left = selection.apply(type, JsonObject.of(MEMBERS, JsonArray.of(sample)));
    return left.get(MEMBERS) instanceof JsonArray(var elements)
            && !elements.isEmpty()
            && elements.getFirst() instanceof JsonObject member
        ? member.members().keySet()
        : Set.of();
  }
}
