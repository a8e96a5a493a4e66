package dev.rollcall.projection.postgres;

import dev.rollcall.projection.trouble.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Asks questions of one kind together. The first is asked at once; what comes while as many
/// batches are under way as may be is asked when one of them is back, all in one statement. So a
/// lone question never waits, and the busier it gets, the cheaper each becomes.
///
/// A batch begins after its questions came: its answers are as fresh as if each were asked alone.
///
/// @param <Q> a question; equal ones have equal answers
/// @param <A> an answer
public final class Gathering<Q, A> {
  private final Bounds bounds;
  private final Function<? super Q, ?> kind;
  private final Function<List<Q>, Mono<Map<Q, A>>> source;
  private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
  private int underWay;

  /// How far it goes.
  ///
  /// @param batchesMax batches under way at the same time
  /// @param questionsMax questions of one batch
  /// @param waitingMax questions that may wait
  public record Bounds(int batchesMax, int questionsMax, int waitingMax) {}

  private record Asked<Q, A>(Q question, Object kind, Sinks.One<A> answer) {}

  /// @param kind questions whose kinds are equal may be asked together
  /// @param source asks distinct questions of one kind; what it does not answer is empty
  public Gathering(
      Bounds bounds, Function<? super Q, ?> kind, Function<List<Q>, Mono<Map<Q, A>>> source) {
    this.bounds = bounds;
    this.kind = kind;
    this.source = source;
  }

  /// Asks. Empty where there is no answer; `StoreUnavailableException` where too many wait.
  public Mono<A> ask(Q question) {
    return Mono.defer(() -> {
      // A question whose kind cannot be told is refused here, and keeps nobody else waiting.
      var asked = new Asked<Q, A>(question, kind.apply(question), Sinks.one());
      if (!add(asked)) {
        return Mono.error(new StoreUnavailableException("Too many lookups wait"));
      }
      send();
      return asked.answer().asMono();
    });
  }

  private synchronized boolean add(Asked<Q, A> asked) {
    return waiting.size() < bounds.waitingMax() && waiting.add(asked);
  }

  private void send() {
    for (List<Asked<Q, A>> batch = take(); !batch.isEmpty(); batch = take()) {
      together(batch)
          .doFinally(_ -> {
            back();
            send();
          })
          .subscribe();
    }
  }

  private synchronized void back() {
    underWay--;
  }

  /// The oldest question and those that may go with it; none while too many are under way.
  private synchronized List<Asked<Q, A>> take() {
    if (waiting.isEmpty() || underWay == bounds.batchesMax()) {
      return List.of();
    }
    underWay++;
    var batch = new ArrayList<Asked<Q, A>>();
    Object wanted = waiting.getFirst().kind();
    var all = waiting.iterator();
    while (all.hasNext() && batch.size() < bounds.questionsMax()) {
      Asked<Q, A> next = all.next();
      if (next.kind().equals(wanted)) {
        all.remove();
        batch.add(next);
      }
    }
    return batch;
  }

  private Mono<Void> together(List<Asked<Q, A>> batch) {
    return answers(batch)
        .doOnNext(answers -> batch.forEach(it -> answer(it, answers)))
        .onErrorResume(trouble -> {
          if (batch.size() > 1 && !(trouble instanceof StoreUnavailableException)) {
            return Mono.when(batch.stream().map(it -> together(List.of(it))).toList())
                .then(Mono.empty());
          }
          batch.forEach(it -> it.answer().tryEmitError(trouble));
          return Mono.empty();
        })
        .then();
  }

  private Mono<Map<Q, A>> answers(List<Asked<Q, A>> batch) {
    return Mono.defer(() -> asked(batch.stream().map(Asked::question).distinct().toList()))
        .defaultIfEmpty(Map.of());
  }

  /// Reactor lets errors such as a missing class through to the thread, past whoever waits: here
  /// they become what all others are, so that each asker has it at once and the next batch is
  /// asked.
  private Mono<Map<Q, A>> asked(List<Q> questions) {
    try {
      return source.apply(questions).onErrorMap(Error.class, Gathering::defect);
    } catch (Error e) {
      return Mono.error(defect(e));
    }
  }

  private static IllegalStateException defect(Error error) {
    return new IllegalStateException("A batch failed by a defect of ours", error);
  }

  private static <Q, A> void answer(Asked<Q, A> asked, Map<Q, A> answers) {
    A answer = answers.get(asked.question());
    if (answer == null) {
      asked.answer().tryEmitEmpty();
    } else {
      asked.answer().tryEmitValue(answer);
    }
  }
}
