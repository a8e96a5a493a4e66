package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.mapping.core.Mapping;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One operation as it is said to an app.
///
/// @param body makes `{"body": …}` of the input, or null where nothing is sent
/// @param answer makes `{"answer": …}` of an answer, or null where nothing is taken from it
/// @param pages how the list is read, or null where the answer is no list
/// @param shows the attributes that the app shows of a resource; all where it is empty
/// @param text everything that was written, to tell one template from another
record Template(
    String method,
    PathTemplate path,
    @Nullable Mapping body,
    @Nullable Mapping answer,
    Statuses statuses,
    @Nullable Pages pages,
    Set<String> shows,
    String text) {
  Template {
    shows = Set.copyOf(shows);
  }

  /// What answers mean, by their status.
  ///
  /// @param done it was done
  /// @param absent there is no such resource
  /// @param conflict something else is in the way
  record Statuses(Set<Integer> done, Set<Integer> absent, Set<Integer> conflict) {
    Statuses {
      done = Set.copyOf(done);
      absent = Set.copyOf(absent);
      conflict = Set.copyOf(conflict);
    }
  }

  /// The same with the answer of another one.
  Template answeredAs(Template other) {
    return new Template(
        method, path, body, other.answer, statuses, pages, shows, text + "\n" + other.text);
  }

  /// The same for an app that shows as much of a resource as another one does.
  Template showingAs(Template other) {
    return new Template(method, path, body, answer, statuses, pages, other.shows, text);
  }

  /// The same with another path.
  Template at(PathTemplate other) {
    return new Template(method, other, body, answer, statuses, pages, shows, text);
  }

  /// Says whether each member is a request of its own.
  boolean isPerMember() {
    return path.placeholders().contains("memberRemoteId")
        || path.placeholders().contains("memberId");
  }
}
