package dev.rollcall.connector.target;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An app that can be read from one end to the other, a portion at a time. A kind whose apps can
/// says so ([TargetKind#isReadable]); without it targets are not reconciled.
///
/// What is read changes while it is read. Nobody relies on one portion alone: whatever is acted on
/// is read once more by itself.
public interface ReadableApp extends RemoteApp {

  /// The types of resources that the app keeps, such as `User`.
  List<String> types();

  /// Begins to read all resources of a type, without the members of groups. Nothing is called yet.
  Reading<Shown> read(String resourceType);

  /// Begins to read the members of a group, each as [Shown#reference] names it. Nothing is called
  /// yet.
  Reading<String> members(String remoteId);

  /// Says whether a group's members can be read.
  boolean showsMembers();

  /// Says whether somebody whose account is inactive is there at all.
  default boolean showsInactive() {
    return true;
  }

  /// Returns what a shape looks like when it is read from one end to the other: without what no
  /// list shows, in the names that [Shown#resource] has.
  JsonObject asRead(String resourceType, JsonObject shape);

  /// Returns the value by which a create of a shape would take over what is there already, as
  /// [Shown#match]; empty where that is its name.
  default Optional<String> match(String resourceType, JsonObject shape) {
    return Optional.empty();
  }

  /// Portions, one after the other. It is used by one at a time.
  ///
  /// @param <T> what is read
  interface Reading<T> {
    /// Reads the next portion, within the time limit of the target.
    Mono<Portion<T>> next();

    /// Gives back what it holds. Nothing is read any more.
    default void close() {}
  }

  /// What came of reading a portion.
  ///
  /// @param <T> what is read
  sealed interface Portion<T> {

    /// It was read.
    ///
    /// @param last whether there is no more
    record Page<T>(List<T> items, boolean last) implements Portion<T> {
      public Page {
        items = List.copyOf(items);
      }
    }

    /// It was not.
    ///
    /// @param again whether the same portion may be asked for again; if not, all has to be read
    ///   anew
    record Failed<T>(Failure failure, boolean again) implements Portion<T> {}
  }

  /// A resource as the app shows it.
  ///
  /// @param remoteId the app's own id of it, as in links
  /// @param reference what names it as a member of a group: the id, or something else where members
  ///   are named otherwise
  /// @param externalId our id where it bears one, or null
  /// @param resource in the names that the mapping gives
  /// @param match the value by which a create would take it over, or null where that is its name
  record Shown(
      String remoteId,
      String reference,
      @Nullable String externalId,
      JsonObject resource,
      @Nullable String match) {
    /// Whatever the app shows can be kept.
    public Shown {
      remoteId = StorableText.storable(remoteId);
      reference = StorableText.storable(reference);
      externalId = externalId == null ? null : StorableText.storable(externalId);
      resource = StorableText.storable(resource);
      match = match == null ? null : StorableText.storable(match);
    }

    /// One that is taken over by its name.
    public Shown(
        String remoteId, String reference, @Nullable String externalId, JsonObject resource) {
      this(remoteId, reference, externalId, resource, null);
    }
  }
}
