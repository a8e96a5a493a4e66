package dev.rollcall.e2e.crash.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client asked for.
public sealed interface Asked {

  /// A new resource.
  ///
  /// @param name its `userName` or `displayName`
  /// @param title what a user's `title` is to be; a group has none
  /// @param members the ids of the members that a group begins with
  record Create(String type, String name, String title, List<String> members) implements Asked {
    public Create {
      members = List.copyOf(members);
    }

    public Create(String type, String name, String title) {
      this(type, name, title, List.of());
    }
  }

  /// A new `title` of a user.
  record Retitle(String id, String title) implements Asked {}

  /// `active` of a user.
  record Switch(String id, boolean active) implements Asked {}

  /// A user becomes a member of a group.
  ///
  /// @param member its id; in a bulk request also `bulkId:` and the operation that makes it
  record Join(String group, String member) implements Asked {}

  /// Several users become members of a group by one PATCH.
  record JoinAll(String group, List<String> members) implements Asked {
    public JoinAll {
      members = List.copyOf(members);
    }
  }

  /// A group has these members and no other: a PUT.
  record Regroup(String group, String name, List<String> members) implements Asked {
    public Regroup {
      members = List.copyOf(members);
    }
  }

  /// A user leaves a group.
  record Leave(String group, String member) implements Asked {}

  /// A resource goes.
  record Delete(String id) implements Asked {}

  /// A look at one user.
  record Read(String id) implements Asked {}

  /// A look at one group.
  record ReadGroup(String id) implements Asked {}

  /// A search for a resource by its name.
  record Find(String type, String name) implements Asked {}

  /// Whether something is to change.
  default boolean isWrite() {
    return !(this instanceof Read || this instanceof ReadGroup || this instanceof Find);
  }

  /// The id of the resource that the call's path names; null where it names none.
  default @Nullable String about() {
    return switch (this) {
      case Create _, Find _ -> null;
      case Retitle it -> it.id();
      case Switch it -> it.id();
      case Join it -> it.group();
      case JoinAll it -> it.group();
      case Regroup it -> it.group();
      case Leave it -> it.group();
      case Delete it -> it.id();
      case Read it -> it.id();
      case ReadGroup it -> it.id();
    };
  }
}
