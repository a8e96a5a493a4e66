package dev.rollcall.connector.operations.core;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.operations.core.Standing.Trouble;
import dev.rollcall.connector.operations.core.Standing.Verdict;
import dev.rollcall.connector.operations.core.Standing.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says how a resource stands at a target in sentences that a person understands.
public final class Explanation {
  private final Standing standing;
  private final List<String> sentences = new ArrayList<>();

  private Explanation(Standing standing) {
    this.standing = standing;
  }

  /// Returns the sentences: whether it belongs there, what the target has, what is in the way, and
  /// what happens next.
  public static List<String> of(Standing standing) {
    var explanation = new Explanation(standing);
    explanation.scope();
    explanation.account();
    explanation.waits();
    explanation.trouble();
    explanation.next();
    return List.copyOf(explanation.sentences);
  }

  /// Returns what a kind of failure means, without what the target said.
  public static String meaning(String errorClass) {
    return switch (kind(errorClass)) {
      case UNREACHABLE -> "The app cannot be reached.";
      case ADDRESS_REFUSED -> "The app's address is not one that may be called.";
      case TIMEOUT -> "The app did not answer in time.";
      case SERVER_ERROR -> "The app answered that it has a fault of its own.";
      case THROTTLED -> "The app asked for fewer calls.";
      case HELD_BACK -> "Calls are held back, because the last ones all failed.";
      case PUT_OFF -> "The app asked for a pause before all of it was asked.";
      case UNAUTHORIZED -> "The app does not accept our credentials.";
      case FORBIDDEN -> "The app does not allow this with our credentials.";
      case REDIRECTED -> "The app answered with a redirect, and redirects are not followed.";
      case REFUSED -> "The app refused what it was sent; to send the same again is of no use.";
      case CONFLICT -> "Something else at the app stands in the way.";
      case NOT_OURS -> "The app has an account of this name that belongs to somebody else.";
      case VANISHED -> "The app does not have what it had before.";
      case STALE -> "It was changed at the app in the meantime.";
      case UNSUBSCRIBED -> "The app wants no more messages.";
      case UNUSABLE_ANSWER -> "The app's answer makes no sense.";
      case UNMAPPABLE -> "The mapping gives nothing for it.";
      case UNCONFIRMED -> "The app said that it was done, and shows that it was not.";
      case FULL -> "The feed is full until its consumer acknowledges what it has read.";
    };
  }

  private static FailureKind kind(String errorClass) {
    try {
      return FailureKind.valueOf(errorClass.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      return FailureKind.UNUSABLE_ANSWER;
    }
  }

  private void scope() {
    String noun = standing.noun();
    if (!standing.scope().exists()) {
      say("The directory has no such " + noun + " any more, so the app must not have it.");
    } else if (standing.scope().inside()) {
      say("The " + noun + " belongs in the app: " + standing.scope().rule() + ".");
    } else {
      say("The " + noun + " does not belong in the app: " + standing.scope().rule() + ".");
    }
  }

  private void account() {
    boolean wanted = standing.scope().exists() && standing.scope().inside();
    switch (standing.account()) {
      case NONE, GONE ->
          say(wanted ? "The app does not have it yet." : "The app does not have it.");
      case TOLD -> {}
      case UNCERTAIN ->
          say("Whether the app created it is not known; it is searched for before anything else.");
      case LINKED -> {
        if (!wanted) {
          say("The app still has it.");
        } else if (standing.differences() > 0) {
          say(
              "The app has it, and "
                  + Spoken.count(standing.differences(), "field differs", "fields differ")
                  + ".");
        } else {
          say("The app has confirmed it as it should be.");
        }
      }
    }
  }

  private void waits() {
    Waits waits = standing.waits();
    if (waits.memberChanges() > 0) {
      say(Spoken.count(waits.memberChanges(), "membership differs", "memberships differ") + ".");
    }
    if (waits.members() > 0) {
      say(
          Spoken.count(waits.members(), "membership waits", "memberships wait")
              + " for members who have no account in the app yet.");
    }
    // Members without an account are what it waits for where nothing else is said.
    boolean waiting = standing.keyState().equals("waiting");
    if (waiting && waits.why() != null && waits.members() == 0) {
      say(waits.why() + ".");
    }
    if (waits.barriers() > 0) {
      say(
          "The app must still see "
              + Spoken.count(waits.barriers(), "change", "changes")
              + " of 'active', one by one.");
    }
    if (waits.events() > 0) {
      say(Spoken.count(waits.events(), "event waits", "events wait") + " to be taken.");
    }
  }

  private void trouble() {
    Trouble trouble = standing.trouble();
    if (trouble == null) {
      return;
    }
    String said =
        trouble.text().isBlank()
            ? ""
            : " It said: " + trouble.text().strip().replaceAll("\\.$", "") + ".";
    String status = trouble.status() == null ? "" : " (HTTP " + trouble.status() + ")";
    String meaning = meaning(trouble.errorClass());
    say(meaning.substring(0, meaning.length() - 1) + status + "." + said);
  }

  private void next() {
    Verdict verdict = standing.verdict();
    switch (verdict) {
      case IN_STEP, OUTSIDE -> say("Nothing is left to do.");
      case KEPT ->
          say(
              "It is kept by a decision, which rejected"
                  + hold()
                  + ": it stays so until the directory says something new of it or a later act is"
                  + " weighed.");
      case HELD -> say(held());
      case PARKED ->
          say(
              "It is parked after "
                  + attempts()
                  + ": it is tried again when it changes, or when somebody redrives it.");
      case DISCARDED ->
          say("It was discarded" + reason() + ": it is tried again when it changes next.");
      case FAILING -> {
        say(attempts() + " failed; the next one is " + due() + ".");
        standing.holdUps().forEach(this::say);
      }
      case WAITING -> {
        say(standing.keyState().equals("working") ? "It is being worked on." : waiting());
        standing.holdUps().forEach(this::say);
      }
    }
  }

  private String held() {
    Hold hold = standing.hold();
    return hold != null && hold.status() == Hold.Status.WEIGHING
        ? "It waits until it is known how many would lose something:" + hold() + "."
        : "It waits for a person's decision:" + hold() + ".";
  }

  private String hold() {
    Hold hold = standing.hold();
    return hold == null ? " a hold" : " hold " + hold.id();
  }

  private String waiting() {
    Instant since = standing.times().waitingSince();
    String how =
        since == null
            ? ""
            : " and has waited for " + Spoken.of(Duration.between(since, standing.times().now()));
    return "It is due " + due() + how + ".";
  }

  private String due() {
    Duration until = Duration.between(standing.times().now(), standing.times().dueAt());
    return until.toMillis() <= 0 ? "now" : "in " + Spoken.of(until);
  }

  private String attempts() {
    Trouble trouble = standing.trouble();
    return Spoken.count(trouble == null ? 0 : trouble.attempts(), "attempt", "attempts");
  }

  private String reason() {
    String reason = standing.waits().discardReason();
    return reason == null || reason.isBlank() ? "" : " (" + reason + ")";
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }

  /// Returns what holds up a whole target, in sentences; nothing where it is well.
  public static List<String> holdUps(HoldUp holdUp) {
    var all = new ArrayList<String>();
    switch (holdUp.laneState()) {
      case "paused" -> all.add("The target is paused by its configuration: nothing is sent.");
      case "disabled" ->
          all.add(
              "The target is switched off because the app wants no more: a change of its"
                  + " configuration switches it on.");
      default -> {}
    }
    Instant open = holdUp.openUntil();
    if (open != null) {
      all.add(
          "The breaker is open because the app keeps failing; one call is let through "
              + when(holdUp.now(), open)
              + ".");
    }
    Pause pause = holdUp.pause();
    if (pause != null && pause.until().isAfter(holdUp.now())) {
      all.add(pause.sentence());
    }
    holdUp.faults().forEach(fault -> all.add("Its configuration has a fault: " + fault + "."));
    return all;
  }

  private static String when(Instant now, Instant then) {
    return then.isAfter(now) ? "in " + Spoken.of(Duration.between(now, then)) : "next";
  }
}
