package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.target.rest.Pages.Turn;
import dev.rollcall.connector.target.rest.RestReplies.Unreadable;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How far a list is read, and what is asked for next. Whatever would make it end too early, or
/// never, ends it with a reason: whoever is not shown would look as if they were missing.
final class Course {
  private static final int EMPTY_MAX = 3;
  private static final int CURSOR_CHARS_MAX = 4096;
  private static final int TOTAL_DIGITS_MAX = 18;

  private final Pages pages;
  private final int pageSize;
  private final @Nullable String remoteId;
  private int turns;
  private long read;
  private int emptyPages;
  private @Nullable Long promised;
  private @Nullable String firstOfLastPage;
  private @Nullable String next;
  private @Nullable URI current;

  /// @param remoteId whose list it is, or null where it is the list of all
  Course(Pages pages, int pageSize, @Nullable String remoteId) {
    this.pages = pages;
    this.pageSize = pageSize;
    this.remoteId = remoteId;
  }

  /// A page as it came.
  ///
  /// @param count of what is on it
  /// @param first the app's id of the first resource, or null where there is none
  record Page(URI uri, Answered answered, Json body, int count, @Nullable String first) {}

  Pages pages() {
    return pages;
  }

  /// Says whether pages have numbers and one was read.
  boolean isNumberedAndBegun() {
    return turns > 0 && isNumbered();
  }

  /// Says whether all that was promised was shown: what is asked for behind it may be refused.
  boolean isComplete() {
    Long all = promised;
    return isNumberedAndBegun() && all != null && read >= all;
  }

  private boolean isNumbered() {
    return pages.turn() instanceof Turn.ByPage || pages.turn() instanceof Turn.ByOffset;
  }

  RestRequests.Written request(RestRequests requests, Template template) {
    var input =
        JsonObject.builder()
            .putIfPresent("remoteId", remoteId)
            .put("pageSize", String.valueOf(pageSize));
    String place = next;
    return switch (pages.turn()) {
      case Turn.Whole _ -> requests.of(template, input.build());
      case Turn.ByPage(var first) ->
          requests.of(template, input.put("page", String.valueOf(first + turns)).build());
      case Turn.ByOffset(var first) ->
          requests.of(template, input.put("offset", String.valueOf(first + read)).build());
      case Turn.ByCursor _ when place == null -> requests.of(template, input.build());
      case Turn.ByCursor(_, var path) ->
          requests.of(template.at(path), input.putIfPresent("cursor", place).build());
      case Turn.ByLink _ when place == null || current == null ->
          requests.of(template, input.build());
      case Turn.ByLink _ -> requests.page(template, current, place);
    };
  }

  /// Takes a page, and says whether it is the last one.
  boolean passed(Page page) throws Unreadable {
    turns++;
    read += page.count();
    current = page.uri();
    emptyPages = page.count() == 0 ? emptyPages + 1 : 0;
    if (page.first() != null && page.first().equals(firstOfLastPage)) {
      throw new Unreadable("The app shows the same page again when it is asked for the next one");
    }
    firstOfLastPage = page.first() == null ? firstOfLastPage : page.first();
    promised = total(page.body());
    return switch (pages.turn()) {
      case Turn.Whole _ -> {
        ended();
        yield true;
      }
      case Turn.ByPage _, Turn.ByOffset _ -> numbered(page);
      case Turn.ByCursor(var pointer, _) -> linked(text(Pointer.at(page.body(), pointer)));
      case Turn.ByLink(var pointer) ->
          linked(
              pointer == null
                  ? page.answered().header("link").flatMap(NextLink::of).orElse(null)
                  : text(Pointer.at(page.body(), pointer)));
    };
  }

  /// Some say the number on the page for the total: one that is full is not believed to be last.
  private boolean numbered(Page page) throws Unreadable {
    if (page.count() == 0) {
      ended();
      return true;
    }
    return promised != null && read >= promised && page.count() < pageSize;
  }

  private boolean linked(@Nullable String place) throws Unreadable {
    if (place == null) {
      ended();
      return true;
    }
    if (place.equals(next)) {
      throw new Unreadable("The app names the same next page again");
    }
    if (place.length() > CURSOR_CHARS_MAX) {
      throw new Unreadable(
          "The app names the next page in more than " + CURSOR_CHARS_MAX + " characters");
    }
    if (emptyPages >= EMPTY_MAX) {
      throw new Unreadable("The app names page after page and shows nothing");
    }
    next = place;
    return false;
  }

  /// The list is at its end, which it must not be before all that was promised was shown.
  void ended() throws Unreadable {
    if (promised != null && read < promised) {
      throw new Unreadable(
          "The app says that it has " + promised + " and shows " + read + " of them");
    }
  }

  private @Nullable Long total(Json body) throws Unreadable {
    String pointer = pages.total();
    if (pointer == null) {
      return null;
    }
    if (Pointer.at(body, pointer) instanceof JsonNumber(var number)
        && number.signum() >= 0
        && number.stripTrailingZeros().scale() <= 0
        && number.precision() <= TOTAL_DIGITS_MAX) {
      return number.longValueExact();
    }
    throw new Unreadable("What 'total' names in the app's answer is no number");
  }

  private static @Nullable String text(@Nullable Json value) throws Unreadable {
    return switch (value) {
      case null -> null;
      case JsonNull _ -> null;
      case JsonString(var text) -> text.isBlank() ? null : text;
      case JsonNumber(var number) -> number.toPlainString();
      case Json _ -> throw new Unreadable("What 'next' names in the app's answer is no text");
    };
  }
}
