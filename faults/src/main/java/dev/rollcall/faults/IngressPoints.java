package dev.rollcall.faults;

import static dev.rollcall.faults.CrashPoints.after;
import static dev.rollcall.faults.CrashPoints.before;

import java.util.List;

/// The crash points of ingress, in the order of a request's way.
final class IngressPoints {
  private static final String ROOT = "dev.rollcall.ingress.";
  private static final String APPENDER = ROOT + "journal.kafka.RequestAppender";
  private static final String DOORBELL = ROOT + "journal.kafka.Doorbell";
  private static final String ANSWERS = ROOT + "scimweb.DecisionAnswers";

  static final List<CrashPoint> ALL =
      List.of(
          before(
              "ingress.recording",
              Place.of(ROOT + "scimweb.Recorder", "recordDecided"),
              "The request is read and checked, and nothing is recorded."),
          before(
              "ingress.appending",
              Place.of(APPENDER, "append"),
              "The request has its id and its bytes; nobody has taken it over."),
          before(
              "ingress.sending",
              Place.of(APPENDER, "send"),
              "The sender has it, and the producer has not."),
          after(
              "ingress.sent",
              Place.of(APPENDER, "send"),
              "The producer has it; the log may have it or not."),
          before(
              "ingress.acknowledged",
              Place.of(APPENDER, "acknowledged"),
              "The log has it, and nobody was told."),
          before(
              "ingress.heard",
              Place.of(DOORBELL, "ring"),
              "The decision was read; the one who waits does not know."),
          after(
              "ingress.rung", Place.of(DOORBELL, "ring"), "The one who waits was told; no answer."),
          before(
              "ingress.answering",
              Place.of(ANSWERS, "answer"),
              "The decision is known, and the answer not made."),
          after(
              "ingress.answer-made",
              Place.of(ANSWERS, "answer"),
              "The answer is made, and nothing of it sent."),
          before(
              "ingress.answered",
              Place.of(ROOT + "fairness.Admission", "leave"),
              "The answer is sent; the exchange is not cleaned up."),
          before(
              "ingress.answer-lost",
              Place.of(ROOT + "journal.UndeliveredAnswers", "note"),
              "The client is gone before its answer; that is not noted."));

  private IngressPoints() {}
}
