package dev.rollcall.projection.directory;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import reactor.core.publisher.Flux;

/// Resources as the client sees them, in order. Members come beside them because a group may have
/// more than fits in memory.
///
/// @param resources rendered and cut to what was asked for, without members
/// @param members the members of all of them, those of the first resource first; subscribed at most
///   once
public record Shown(List<JsonObject> resources, Flux<ShownMembers> members) {
  public Shown {
    resources = List.copyOf(resources);
  }

  /// Some members of one of the resources.
  ///
  /// @param place of the resource in the list, from 0
  public record ShownMembers(int place, List<JsonObject> elements) {
    public ShownMembers {
      elements = List.copyOf(elements);
    }
  }
}
