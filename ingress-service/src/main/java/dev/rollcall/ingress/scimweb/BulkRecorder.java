package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.scim.bulk.BulkCut.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Puts a bulk request of several parts into the log, and answers with their decisions. Of each
/// tenant one goes after the other here, so that an equal one knows how the one before it ended. It
/// ends with its client: who goes away in between goes on by repeating it.
final class BulkRecorder {
  /// How many times as large the parts of a repeat are, so that a request that always takes too
  /// long ends as one record.
  private static final int LARGER_EACH_TIME = 4;

  private final Journal journal;
  private final UndeliveredAnswers undelivered;
  private final Recorder recorder;
  private final Waits waits;

  BulkRecorder(Journal journal, UndeliveredAnswers undelivered, Recorder recorder, Waits waits) {
    this.journal = journal;
    this.undelivered = undelivered;
    this.recorder = recorder;
    this.waits = waits;
  }

  /// What a request waits for.
  ///
  /// @param turns one of each tenant at a time
  /// @param turnMax for its turn
  /// @param answerMax for the decision of its last part, from its coming on
  record Waits(Turns turns, Duration turnMax, Duration answerMax) {}

  /// Records a request of several parts.
  ///
  /// @param parts of a request that repeats none
  Mono<ServerResponse> record(
      ServerRequest request,
      Bulk bulk,
      List<Part> parts,
      Function<List<BulkRun.Done>, Mono<ServerResponse>> answer) {
    String key = Recorder.key(request);
    if (Recorder.isWrong(key)) {
      return recorder.wrongKey();
    }
    var id = new RequestId(RequestIds.of(request.exchange()));
    Request whole = recorder.request(request, id, bulk, key);
    ServerWebExchange exchange = request.exchange();
    return turn(exchange, whole)
        .then(Mono.defer(() -> run(exchange, whole, bulk, parts)))
        .timeout(waits.answerMax())
        .onErrorMap(
            TimeoutException.class,
            it ->
                new JournalException(
                    AnswerWatch.isRecorded(exchange) ? Reason.PARTLY : Reason.UNAVAILABLE, it))
        .flatMap(answer);
  }

  /// Only now it is known what it repeats.
  private Mono<List<BulkRun.Done>> run(
      ServerWebExchange exchange, Request whole, Bulk bulk, List<Part> parts) {
    var fingerprint = Fingerprint.of(whole);
    List<RequestId> earlier = undelivered.take(fingerprint);
    var watched = new Watched(exchange, fingerprint, whole.id(), earlier);
    watched.begin();
    return new BulkRun(journal, whole, bulk, watched).go(joined(parts, earlier.size()));
  }

  /// The same in larger parts.
  private static List<Part> joined(List<Part> parts, int repeats) {
    int factor = (int) Math.min(Math.pow(LARGER_EACH_TIME, repeats), parts.size());
    var joined = new ArrayList<Part>();
    for (int i = 0; i < parts.size(); i += factor) {
      int last = Math.min(i + factor, parts.size()) - 1;
      joined.add(new Part(parts.get(i).from(), parts.get(last).to()));
    }
    return joined;
  }

  private Mono<Void> turn(ServerWebExchange exchange, Request whole) {
    return waits
        .turns()
        .take(whole.tenant(), 1)
        .timeout(waits.turnMax())
        .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNAVAILABLE, it))
        .flatMap(turn -> {
          // First, so that somebody ends it who goes away in this moment.
          AnswerWatch.hold(exchange, turn);
          return turn.claim() ? Mono.empty() : Mono.error(new JournalException(Reason.UNAVAILABLE));
        });
  }
}
