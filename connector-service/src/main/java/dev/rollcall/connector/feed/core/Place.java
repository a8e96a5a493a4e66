package dev.rollcall.connector.feed.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a reader is. A cursor is a place that was signed.
public sealed interface Place {

  /// Behind an entry.
  ///
  /// @param position the entry's; 0 before the first one
  record Behind(long position) implements Place {}

  /// In the present state, which is read from its beginning to its end; what happened since it was
  /// begun follows.
  ///
  /// @param start the position that the feed had when it was begun
  /// @param key the last one that was read: a resource, or a group and its member
  record Within(long start, Stage stage, String key, String member) implements Place {
    /// The beginning of a stage.
    public static Within beginning(long start, Stage stage) {
      return new Within(start, stage, "", "");
    }

    /// What follows when the stage has been read.
    public Place ended() {
      return switch (stage) {
        case USERS -> beginning(start, Stage.GROUPS);
        case GROUPS -> beginning(start, Stage.MEMBERS);
        case MEMBERS -> new Behind(start);
      };
    }
  }

  /// A part of the present state: who is named by another comes before it.
  enum Stage {
    USERS("u"),
    GROUPS("g"),
    MEMBERS("m");

    private final String letter;

    Stage(String letter) {
      this.letter = letter;
    }
  }

  /// The same text for the same place, for ever.
  default String print() {
    return switch (this) {
      case Behind(var position) -> "e:" + position;
      case Within(var start, var stage, var key, var member) ->
          String.join(":", stage.letter, String.valueOf(start), key, member);
    };
  }

  /// Reads what [#print] wrote.
  static Optional<Place> parse(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    try {
      long position = parts.size() < 2 ? -1 : Long.parseLong(parts.get(1));
      if (position < 0) {
        return Optional.empty();
      }
      if (parts.size() == 2 && parts.getFirst().equals("e")) {
        return Optional.of(new Behind(position));
      }
      return Arrays.stream(Stage.values())
          .filter(stage -> parts.size() == 4 && stage.letter.equals(parts.getFirst()))
          .<Place>map(stage -> new Within(position, stage, parts.get(2), parts.get(3)))
          .findFirst();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
