package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.fairness.Turn;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.journal.Weight;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.scim.bulk.BulkCut.Part;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Puts a bulk request of several parts into the log, and answers with their decisions. From its
/// first part on it goes on until all are decided, whether or not its client still waits.
final class BulkRecorder {
  /// The answer to who does not wait comes before that to who waited in vain.
  private static final Duration SOONER = Duration.ofMillis(500);

  private final Journal journal;
  private final UndeliveredAnswers undelivered;
  private final Recorder recorder;
  private final Duration answerMax;
  private final BulkRuns runs = new BulkRuns();

  BulkRecorder(
      Journal journal, UndeliveredAnswers undelivered, Recorder recorder, Duration answerMax) {
    this.journal = journal;
    this.undelivered = undelivered;
    this.recorder = recorder;
    this.answerMax = answerMax;
  }

  /// A request that was cut.
  ///
  /// @param partBytes how much of the log its largest part takes
  record Cut(Bulk bulk, List<Part> parts, int partBytes) {
    private int weight() {
      return parts.stream()
          .map(part -> new Bulk(0, bulk.operations().subList(part.from(), part.to())))
          .mapToInt(part -> Weight.of(part, partBytes))
          .max()
          .orElse(1);
    }
  }

  /// Records a request of several parts.
  Mono<ServerResponse> record(
      ServerRequest request, Cut cut, Function<List<BulkRun.Done>, Mono<ServerResponse>> answer) {
    String key = Recorder.key(request);
    if (Recorder.isWrong(key)) {
      return recorder.wrongKey();
    }
    long cameNanos = System.nanoTime();
    var id = new RequestId(RequestIds.of(request.exchange()));
    Request whole = recorder.request(request, id, cut.bulk(), key);
    var delivery = new BulkDelivery(undelivered);
    var run = new BulkRun(whole, cut.bulk(), cut.parts(), delivery);
    BulkRuns.Place place = runs.place(Fingerprint.of(whole), delivery::exchangeEnded);
    Mono<List<BulkRun.Done>> done =
        place
            .taken(request.exchange())
            .then(
                Mono.defer(() ->
                    journal.inOneTurn(
                        whole.tenant(),
                        cut.weight(),
                        series -> {
                          place.begins();
                          Turn room = AnswerWatch.takeHeld(request.exchange());
                          return run.go(series, room).doFinally(_ -> place.ended());
                        })))
            .timeout(answerMax)
            .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNDERWAY, it));
    Preferences preferences = Preferences.of(request.headers().header("Prefer"));
    if (!preferences.respondAsync()) {
      return done.flatMap(answer);
    }
    Duration patience = recorder.patience(preferences);
    // Who will not wait is never answered with a decision, however soon it comes.
    Mono<ServerResponse> soon =
        patience.isPositive() ? done.flatMap(answer) : done.then(Mono.never());
    Mono<ServerResponse> later =
        run.stored()
            .then(Mono.defer(() -> Mono.delay(left(patience, cameNanos))))
            .then(Mono.defer(() -> recorder.later(id)));
    return Mono.firstWithSignal(soon, later);
  }

  private Duration left(Duration patience, long cameNanos) {
    Duration left = answerMax.minus(SOONER).minusNanos(System.nanoTime() - cameNanos);
    return patience.compareTo(left) < 0 ? patience : left;
  }
}
