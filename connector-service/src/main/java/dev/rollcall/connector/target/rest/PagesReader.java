package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.rest.Pages.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads how a list comes page by page, and says in words what is missing or wrong.
final class PagesReader {
  static final List<String> MEMBERS = List.of("items", "total", "paging");

  private static final int FIRST_MAX = 1;

  private final EntryReader entry;
  private final Verb verb;
  private final boolean hasBody;

  /// @param entry of the operation
  /// @param hasBody whether the place of a page may be in the body
  PagesReader(EntryReader entry, Verb verb, boolean hasBody) {
    this.entry = entry;
    this.verb = verb;
    this.hasBody = hasBody;
  }

  /// What a page is asked for by.
  enum By {
    NONE,
    PAGE,
    OFFSET,
    CURSOR,
    LINK
  }

  Pages read(PathTemplate path) {
    EntryReader paging = entry.within("paging");
    By by = paging.word("by", By.class, By.NONE);
    if (entry.has("paging") && !paging.has("by")) {
      paging.problem(paging.quoted("by") + " is missing");
    }
    String items = pointer(entry, "items");
    return new Pages(items == null ? "" : items, pointer(entry, "total"), turn(by, paging, path));
  }

  private Turn turn(By by, EntryReader paging, PathTemplate path) {
    return switch (by) {
      case NONE -> {
        paging.onlyKnown(List.of("by"));
        places(path, List.of("pageSize"));
        yield new Turn.Whole();
      }
      case PAGE -> {
        paging.onlyKnown(List.of("by", "first"));
        places(path, List.of("pageSize", "page"));
        wants(path, "page");
        yield new Turn.ByPage(paging.number("first", 1, 0, FIRST_MAX));
      }
      case OFFSET -> {
        paging.onlyKnown(List.of("by", "first"));
        places(path, List.of("pageSize", "offset"));
        wants(path, "offset");
        yield new Turn.ByOffset(paging.number("first", 0, 0, FIRST_MAX));
      }
      case CURSOR -> {
        paging.onlyKnown(List.of("by", "next", "path"));
        places(path, List.of("pageSize"));
        yield cursor(paging);
      }
      case LINK -> {
        paging.onlyKnown(List.of("by", "next"));
        places(path, List.of("pageSize"));
        if (hasBody) {
          entry.problem(
              entry.quoted("body") + " cannot be sent where a link leads to the next page");
        }
        yield new Turn.ByLink(pointer(paging, "next"));
      }
    };
  }

  private Turn cursor(EntryReader paging) {
    String next = paging.text("next");
    if (!next.isEmpty() && !Pointer.isPointer(next)) {
      paging.problem(paging.quoted("next") + " must be a JSON pointer such as /next");
    }
    PathTemplate path = OperationsReader.path(paging, verb);
    places(path, List.of("pageSize", "cursor"));
    if (!hasBody && !path.text().isEmpty() && !path.placeholders().contains("cursor")) {
      paging.problem(paging.quoted("path") + " has no {cursor}: every page would be the first one");
    }
    return new Turn.ByCursor(next, path);
  }

  /// A place that is filled in nowhere would make every request impossible.
  private void places(PathTemplate path, List<String> filled) {
    for (String name : path.placeholders()) {
      if (verb.knows(name) && !name.equals("remoteId") && !filled.contains(name)) {
        entry.problem(
            entry.quoted("path") + " has {" + name + "}, which this 'paging' does not give");
      }
    }
  }

  private void wants(PathTemplate path, String name) {
    if (!hasBody && !path.text().isEmpty() && !path.placeholders().contains(name)) {
      entry.problem(
          entry.quoted("path") + " has no {" + name + "}: every page would be the first one");
    }
  }

  private static @Nullable String pointer(EntryReader entry, String name) {
    String text = entry.text(name, "");
    if (!text.isEmpty() && !Pointer.isPointer(text)) {
      entry.problem(entry.quoted(name) + " must be a JSON pointer such as /" + name);
    }
    return text.isEmpty() ? null : text;
  }
}
