package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.Ending.Applied;
import dev.rollcall.connector.delivery.Ending.Ongoing;
import dev.rollcall.connector.delivery.Ending.Postponed;
import dev.rollcall.connector.delivery.Ending.Yielded;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.mapping.core.Passage.Sent;
import dev.rollcall.connector.mapping.core.Passage.Silent;
import dev.rollcall.connector.mapping.core.Passage.Stuck;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/// Tells a receiver of events what it is to be told, one event after the other.
final class Publisher {
  private final Worker worker;

  Publisher(Worker worker) {
    this.worker = worker;
  }

  /// Goes through a key's course and leaves the key.
  ///
  /// @return whether other keys became due by it
  Mono<Boolean> publish(Turn turn, Course course) {
    return publish(turn, course, 0, List.of());
  }

  /// @param carried what is stored with the next thing that is stored
  private Mono<Boolean> publish(Turn turn, Course course, int index, List<Effect> carried) {
    if (index == course.passages().size()) {
      return worker.settle(turn, carried, end(course));
    }
    return switch (course.passages().get(index)) {
      case Silent(var effects) -> publish(turn, course, index + 1, joined(carried, effects));
      case Stuck(var failure) -> worker.settle(turn, carried, worker.stopped(turn, failure));
      case Sent sent ->
          worker.permitted(
              turn,
              new Publish(sent.event()),
              Mono.defer(() -> prepared(turn, course, index, joined(carried, sent.before()))));
    };
  }

  private static Ending end(Course course) {
    return course.more() ? new Yielded() : new Applied();
  }

  private Mono<Boolean> prepared(Turn turn, Course course, int index, List<Effect> before) {
    Mono<Turn> ready =
        before.isEmpty()
            ? Mono.just(turn)
            : worker.settle(turn, before, new Ongoing(turn.progressed())).map(turn::thatWoke);
    return ready.flatMap(
        it -> worker.unlessPaused(it, List.of(), attempt -> announce(it, attempt, course, index)));
  }

  private Mono<Boolean> announce(Turn turn, Attempt attempt, Course course, int index) {
    var sent = (Sent) course.passages().get(index);
    return worker
        .perform(turn, attempt, new Publish(sent.event()))
        .flatMap(answer -> {
          if (answer instanceof Answer.Failed(var failure)) {
            Ending ending =
                Attempt.isPutOff(answer) ? new Postponed() : worker.stopped(turn, failure);
            return worker.settle(turn, List.of(), ending);
          }
          if (index + 1 == course.passages().size()) {
            return worker.settle(turn, sent.after(), end(course));
          }
          Turn told = turn.progressing();
          return worker
              .settle(told, sent.after(), new Ongoing(true))
              .flatMap(woke -> publish(told.onward(woke), course, index + 1, List.of()));
        });
  }

  private static List<Effect> joined(List<Effect> some, List<Effect> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
