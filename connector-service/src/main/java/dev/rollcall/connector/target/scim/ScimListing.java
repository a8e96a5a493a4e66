package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Profile.Paging;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.connector.target.scim.ScimList.Unreadable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// All resources of a type, page by page: by index (RFC 7644 section 3.4.2.4), by cursor (RFC
/// 9865), or all at once.
///
/// Servers answer fewer than they are asked for, say no total, say the number on the page as the
/// total, or know nothing of pages and show the first one again. A page is the last where nothing
/// speaks for another one; one that is full is never believed to be.
final class ScimListing implements Reading<Shown> {
  private static final int NOT_FOUND = 404;
  private static final int EMPTY_MAX = 3;

  private final Source source;
  private final Paging paging;
  private final int pageSize;
  private long startIndex = 1;
  private @Nullable String cursor;
  private @Nullable String firstOfLastPage;
  private @Nullable Long promised;
  private int emptyPages;

  /// Where pages come from.
  record Source(Outbound outbound, ScimRequests requests, ScimReplies replies, String type) {}

  ScimListing(Source source, Paging paging, int pageSize) {
    this.source = source;
    this.paging = paging;
    this.pageSize = pageSize;
  }

  @Override
  public Mono<Portion<Shown>> next() {
    return Mono.defer(() ->
        source.outbound().send(source.requests().list(source.type(), query())).map(this::portion));
  }

  private String query() {
    return switch (paging) {
      case INDEX -> "startIndex=" + startIndex + "&count=" + pageSize;
      // A cursor without a value asks for the first page (RFC 9865 section 2).
      case CURSOR ->
          (cursor == null ? "cursor" : "cursor=" + ScimRequests.encode(cursor))
              + "&count="
              + pageSize;
      case NONE, NEVER -> "";
    };
  }

  private Portion<Shown> portion(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Portion.Failed<>(failure, true);
      // Some servers have no page behind the last one.
      case Answered answered when answered.status() == NOT_FOUND && startIndex > 1 -> behindLast();
      case Answered answered when ScimReplies.isSuccess(answered) -> {
        try {
          yield page(ScimList.of(source.replies(), answered));
        } catch (Unreadable e) {
          yield unusable(String.valueOf(e.getMessage()));
        }
      }
      case Answered answered -> new Portion.Failed<>(source.replies().failure(answered), true);
    };
  }

  private Portion<Shown> behindLast() {
    return promised != null && startIndex <= promised
        ? unusable("The target says that it has " + promised + " and ends its list before that")
        : new Portion.Page<>(List.of(), true);
  }

  private Portion<Shown> page(ScimList list) {
    Optional<String> first = list.shown().stream().findFirst().map(Shown::remoteId);
    if (first.isPresent() && first.get().equals(firstOfLastPage)) {
      return unusable("The target shows the same page again when it is asked for the next one");
    }
    firstOfLastPage = first.orElse(firstOfLastPage);
    emptyPages = list.count() == 0 ? emptyPages + 1 : 0;
    return switch (paging) {
      case INDEX -> byIndex(list);
      case CURSOR -> byCursor(list);
      case NONE, NEVER -> whole(list);
    };
  }

  private Portion<Shown> byIndex(ScimList list) {
    long read = startIndex - 1 + list.count();
    startIndex = read + 1;
    Long total = list.total();
    // Some say the number on the page.
    promised = total != null && total > pageSize ? total : null;
    if (list.count() > 0) {
      boolean last = total != null && read >= total && list.count() < pageSize;
      return new Portion.Page<>(list.shown(), last);
    }
    if (total == null || read >= total) {
      return new Portion.Page<>(List.of(), true);
    }
    return emptyPages < EMPTY_MAX
        ? new Portion.Page<>(List.of(), false)
        : unusable("The target says that it has " + total + " and shows " + read + " of them");
  }

  private Portion<Shown> byCursor(ScimList list) {
    String next = list.nextCursor();
    if (next == null) {
      return new Portion.Page<>(list.shown(), true);
    }
    if (next.equals(cursor)) {
      return unusable("The target gives the same cursor again");
    }
    cursor = next;
    return emptyPages < EMPTY_MAX
        ? new Portion.Page<>(list.shown(), false)
        : unusable("The target gives cursor after cursor and shows nothing");
  }

  private static Portion<Shown> whole(ScimList list) {
    Long total = list.total();
    return total != null && total > list.count()
        ? unusable(
            "The target says that it has %d and shows %d of them; 'paging' is 'none'"
                .formatted(total, list.count()))
        : new Portion.Page<>(list.shown(), true);
  }

  private static Portion<Shown> unusable(String text) {
    return new Portion.Failed<>(Failure.of(FailureKind.UNUSABLE_ANSWER, text), false);
  }
}
