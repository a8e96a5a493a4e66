package dev.rollcall.connector.operations.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a target is doing.
///
/// @param backlog keys that are not done, by state
/// @param leaversWaiting how many of those that wait take somebody out
/// @param oldest since when the one that has waited longest waits, or null
/// @param perMinute how many keys a minute were brought into step, over the last five
/// @param worst the class of failure that most keys have now, or empty
/// @param overdue how many are still in who left too long ago
public record TargetStanding(
    HoldUp holdUp,
    Backlog backlog,
    long leaversWaiting,
    @Nullable Instant oldest,
    double perMinute,
    String worst,
    long overdue) {

  /// Keys that are not done.
  public record Backlog(
      long waiting, long working, long failing, long parked, long held, long discarded) {
    long underWay() {
      return waiting + working + failing;
    }
  }

  /// Returns the sentences, the most important ones first.
  public List<String> sentences() {
    var all = new ArrayList<String>(Explanation.holdUps(holdUp));
    if (overdue > 0) {
      all.add(
          Spoken.count(overdue, "person is", "people are")
              + " still in the app who left too long ago.");
    }
    all.add(backlogSentence());
    if (leaversWaiting > 0) {
      all.add(
          Spoken.count(
                  leaversWaiting, "of these is a leaver and goes", "of these are leavers and go")
              + " first.");
    }
    if (!worst.isEmpty()) {
      all.add("Most failures: " + Explanation.meaning(worst));
    }
    if (backlog.parked() > 0) {
      all.add(
          Spoken.count(backlog.parked(), "key is", "keys are")
              + " parked and "
              + (backlog.parked() == 1 ? "waits" : "wait")
              + " for somebody: see the dead letters.");
    }
    if (backlog.held() > 0) {
      all.add(
          Spoken.count(backlog.held(), "key is", "keys are")
              + " held and "
              + (backlog.held() == 1 ? "waits" : "wait")
              + " for a person's decision: see the holds.");
    }
    return List.copyOf(all);
  }

  private String backlogSentence() {
    if (backlog.underWay() == 0) {
      return backlog.parked() + backlog.held() == 0 ? "Nothing waits." : "Nothing is under way.";
    }
    String how = oldest == null ? "" : ", the oldest for " + since(oldest);
    return Spoken.count(backlog.underWay(), "key is", "keys are")
        + " under way"
        + how
        + "; about "
        + Math.round(perMinute)
        + " a minute were brought into step lately.";
  }

  private String since(Instant time) {
    return Spoken.of(Duration.between(time, holdUp.now()));
  }
}
