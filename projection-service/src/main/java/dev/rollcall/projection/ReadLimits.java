package dev.rollcall.projection;

import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.Discovery;
import java.time.Duration;

/// Every bound of the read side in one place.
///
/// @param pageDefault resources of a page where the client leaves it open
/// @param pageMax resources of a page, whatever the client asks
/// @param cursorLifetime how long a cursor can be used
/// @param membersAtOnceMax members that one statement reads and one request holds in memory
/// @param filter what a filter may be
/// @param historyPageDefault entries of a page of history where the client leaves it open
/// @param historyPageMax entries of a page of history that a client may ask for
/// @param historyPageBytesMax beyond which a page of history ends, but for one entry that is
///   larger: read, a decision takes ten times its bytes
/// @param historyMembersMax members that are listed of a group that was deleted
/// @param sessionsMax sessions with PostgreSQL
/// @param waitingMax reads that may wait for a session
/// @param sessionWaitMax how long a read waits for a session
/// @param statementMax how long a statement may run on the server
/// @param answerMax how long a statement may take before its session is given up
/// @param statementsCached prepared statements a session keeps
/// @param retryAfter what a client is told to wait while PostgreSQL is down
public record ReadLimits(
    int pageDefault,
    int pageMax,
    Duration cursorLifetime,
    int membersAtOnceMax,
    FilterLimits filter,
    int historyPageDefault,
    int historyPageMax,
    long historyPageBytesMax,
    int historyMembersMax,
    int sessionsMax,
    int waitingMax,
    Duration sessionWaitMax,
    Duration statementMax,
    Duration answerMax,
    int statementsCached,
    Duration retryAfter) {

  /// What the service runs with.
  public static final ReadLimits STANDARD =
      new ReadLimits(
          Discovery.PAGE_DEFAULT,
          Discovery.FILTER_RESULTS_MAX,
          Duration.ofSeconds(Discovery.CURSOR_TIMEOUT_SECONDS),
          20_000,
          FilterLimits.CLIENT,
          50,
          200,
          1L << 20,
          1_000,
          16,
          512,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          256,
          Duration.ofSeconds(2));
}
