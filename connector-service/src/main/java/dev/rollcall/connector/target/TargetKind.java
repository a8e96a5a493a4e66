package dev.rollcall.connector.target;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;

/// A kind of downstream app. To add one, write this and a [RemoteApp] in a package of its own,
/// below `target` or in a jar of yours, and declare it as a bean in a configuration there: no other
/// code has to know (docs/writing-a-connector.md).
///
/// @param <C> what it keeps of an entry
public interface TargetKind<C extends Connection> {

  /// What a target of a kind gets.
  enum Delivery {
    /// The difference between what it last confirmed and what it must have.
    STATE("state"),
    /// Every fact, in order for each resource.
    STRICT("strict");

    private final String logicalName;

    Delivery(String logicalName) {
      this.logicalName = logicalName;
    }

    /// The name in tables.
    public String logicalName() {
      return logicalName;
    }
  }

  /// A member that an entry of this kind may have beside those that all entries may have.
  ///
  /// @param secret whether its value must never be shown
  record Member(String name, boolean secret) {
    public static Member open(String name) {
      return new Member(name, false);
    }

    public static Member secret(String name) {
      return new Member(name, true);
    }
  }

  /// The value of `kind` in an entry, and in tables: small letters. It never changes.
  String name();

  /// What its targets get.
  Delivery delivery();

  /// The members of an entry that [#read] understands; any other is refused.
  List<Member> members();

  /// The members of `profile` that mean something to this kind; any other is refused. `base` lets
  /// an entry name a profile that comes with the connector.
  default List<String> profileMembers() {
    return List.of("membersPerPatch", "update", "remove", "etag", "readBack", "rates");
  }

  /// What holds where an entry's `profile` says nothing.
  default Profile profile() {
    return Profile.STANDARD;
  }

  /// What holds at a target with this connection where its entry's `profile` says nothing.
  default Profile profile(C connection) {
    return profile();
  }

  /// Reads the connection of an entry. Everything that is wrong is said to the entry; what is
  /// returned then is thrown away. Nothing is called.
  C read(EntryReader entry);

  /// Returns the mapping, as JSONata, of each type of resource that has none in the entry. What has
  /// none here either goes as it is.
  default Map<String, String> mappings(C connection) {
    return Map.of();
  }

  /// Says whether its apps can be read from one end to the other: then each is a [ReadableApp], and
  /// its targets can be reconciled, but for those that [#isReadable(Connection)] excepts.
  default boolean isReadable() {
    return false;
  }

  /// Says whether an app with this connection can be read so, where not all of the kind can.
  default boolean isReadable(C connection) {
    return isReadable();
  }

  /// Returns what an app with this connection would be sent to have a resource, for a person to
  /// look at before: no secrets, and nothing is called. Each is an object of the kind's own; none
  /// where there is nothing to see beside the shape.
  ///
  /// @param shape as the app must have it
  default List<JsonObject> requests(C connection, ResourceRef resource, JsonObject shape) {
    return List.of();
  }

  /// Opens the way to a target. Nothing is dialled before the first action.
  RemoteApp open(C connection, Site site);
}
