package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetDisabled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says what a failed attempt means.
public final class Judgement {
  /// How long a process that holds calls back waits before it asks again.
  static final Duration HOLD_BACK = Duration.ofSeconds(1);

  /// How long a lane waits before it looks again whether the feed has room.
  static final Duration FULL_WAIT = Duration.ofSeconds(2);

  /// How often a resource may be the only one that makes the target ask for a pause.
  public static final int LONE_PAUSES_MAX = 5;

  private static final long SUCCESSES_PER_OTHERS_PAUSE = 4;

  private final RetrySchedule schedule;

  public Judgement(RetrySchedule schedule) {
    this.schedule = schedule;
  }

  /// How long at most whoever asked for a pause is behind the others at its end.
  private static final Duration BEHIND_MAX = Duration.ofSeconds(5);

  private static final int BEHIND_PART = 10;

  /// What came before an attempt.
  ///
  /// @param failures how many attempts at this key have failed since the last success
  /// @param firstFailedAt when the first of them did, or null where there was none
  /// @param stoodStillUntil the end of the last pause of the target that was longer than any wait
  ///   of the schedule, or null where there was none
  /// @param unconfirmedSince when it was first heard that a leaver is not off, if since the last
  ///   success: to be told that they are is none
  public record Past(
      int failures,
      @Nullable Instant firstFailedAt,
      @Nullable Instant stoodStillUntil,
      @Nullable Instant unconfirmedSince) {
    public Past(int failures, @Nullable Instant firstFailedAt) {
      this(failures, firstFailedAt, null, null);
    }

    /// Says whether the key has failed since the last success.
    public boolean isRun() {
      return failures > 0 || firstFailedAt != null;
    }

    /// Returns since when the schedule counts, or null where it begins: the time of a long pause is
    /// not taken from it, or the first fault behind the pause would be the last one.
    @Nullable Instant countsFrom() {
      return firstFailedAt != null
              && stoodStillUntil != null
              && stoodStillUntil.isAfter(firstFailedAt)
          ? stoodStillUntil
          : firstFailedAt;
    }

    /// Returns what came before it is heard that a leaver is not off, although the target did what
    /// was asked. To hear that once more is no progress, and what failed before the first time is
    /// over: a run that began later knows nothing of an earlier one.
    public Past unconfirmed() {
      return unconfirmedSince == null
              || firstFailedAt == null
              || unconfirmedSince.isBefore(firstFailedAt)
          ? new Past(0, null)
          : new Past(failures, unconfirmedSince, stoodStillUntil, unconfirmedSince);
    }
  }

  /// The moment of a judgement.
  ///
  /// @param random from -1 to 1
  public record Moment(Instant now, double random) {}

  /// Returns the verdict on a failure.
  public Verdict judge(Past past, Failure failure, Moment moment) {
    Duration retryAfter = failure.retryAfter();
    return switch (failure.kind()) {
      case UNSUBSCRIBED -> new TargetDisabled(failure.kind());
      case REFUSED, NOT_OURS, UNMAPPABLE -> new Parked(past.failures() + 1, failure.kind());
      // However long the consumer takes, nothing is lost: the lane waits.
      case FULL -> new TargetPaused(moment.now().plus(FULL_WAIT), failure.kind());
      case HELD_BACK, PUT_OFF -> new TargetPaused(moment.now().plus(HOLD_BACK), failure.kind());
      // What cannot be reached may say so itself: by what gives out the tokens for it.
      case THROTTLED, SERVER_ERROR, UNREACHABLE ->
          retryAfter == null
              ? scheduled(past, failure, moment)
              : paused(past, failure, new Pause(moment.now(), capped(retryAfter)));
      case ADDRESS_REFUSED,
          TIMEOUT,
          UNAUTHORIZED,
          FORBIDDEN,
          REDIRECTED,
          CONFLICT,
          VANISHED,
          STALE,
          UNUSABLE_ANSWER,
          UNCONFIRMED ->
          scheduled(past, failure, moment);
    };
  }

  private record Pause(Instant now, Duration length) {
    Instant until() {
      return now.plus(length);
    }
  }

  /// Whoever happens to ask when the target wants a long pause is not parked by it.
  private Verdict paused(Past past, Failure failure, Pause pause) {
    Instant first = past.countsFrom();
    return first != null
            && !schedule.isOutlastedBy(pause.length())
            && pause.until().isAfter(first.plus(schedule.giveUpAfter()))
        ? new Parked(past.failures() + 1, failure.kind(), pause.until())
        : new TargetPaused(pause.until(), failure.kind());
  }

  /// Returns when whoever made the target ask for a pause is due again. By a fault they come a
  /// little behind the others: whoever goes first, as a leaver does, would ask for the next pause
  /// before anybody went through, and nobody would know whose fault it is.
  public static Instant dueBehind(TargetPaused pause, Instant now) {
    if (pause.reason() != FailureKind.SERVER_ERROR) {
      return pause.until();
    }
    Duration part = Duration.between(now, pause.until()).dividedBy(BEHIND_PART);
    return pause.until().plus(part.compareTo(BEHIND_MAX) > 0 ? BEHIND_MAX : part);
  }

  /// What the pauses of one resource stand beside.
  ///
  /// @param pauses how often by now, with others going through in between
  /// @param successes how much the target has done since the first of them
  /// @param pausesOfOthers how often others made it ask for a pause meanwhile
  public record Lone(int pauses, long successes, long pausesOfOthers) {

    /// Says whether it is this resource and not the target, which may fail now this one and now
    /// that one.
    public boolean isCause() {
      return pauses >= LONE_PAUSES_MAX && successes >= SUCCESSES_PER_OTHERS_PAUSE * pausesOfOthers;
    }
  }

  /// Returns the verdict on a fault by which a resource made the target ask for a pause. Pauses are
  /// kept to in full by all: a resource that always causes one would stop the others for as long as
  /// it is tried.
  public static Verdict lonely(TargetPaused pause, Past past, Lone lone) {
    return lone.isCause() ? new Parked(past.failures() + 1, pause.reason(), pause.until()) : pause;
  }

  private Verdict scheduled(Past past, Failure failure, Moment moment) {
    int attempt = past.failures() + 1;
    Instant dueAt = moment.now().plus(schedule.after(attempt, moment.random()));
    Instant from = past.countsFrom();
    Instant first = from == null ? moment.now() : from;
    return dueAt.isAfter(first.plus(schedule.giveUpAfter()))
        ? new Parked(attempt, failure.kind())
        : new RetryScheduled(attempt, dueAt, failure.kind());
  }

  private Duration capped(Duration retryAfter) {
    return retryAfter.compareTo(schedule.retryAfterMax()) > 0
        ? schedule.retryAfterMax()
        : retryAfter;
  }
}
