package dev.rollcall.projection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.projection.trouble.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GatheringTest {
  /// Batches as they were asked, and where each is answered.
  private final List<List<String>> asked = new ArrayList<>();

  private final List<Sinks.One<Map<String, String>>> sources = new ArrayList<>();

  private final Gathering<String, String> gathering =
      new Gathering<>(new Gathering.Bounds(1, 3, 4), it -> it.charAt(0), this::source);

  private Mono<Map<String, String>> source(List<String> questions) {
    var source = Sinks.<Map<String, String>>one();
    asked.add(questions);
    sources.add(source);
    return source.asMono();
  }

  private CompletableFuture<@Nullable String> ask(String question) {
    return gathering.ask(question).toFuture();
  }

  /// Asks where the answer does not matter.
  private void put(String question) {
    var _ = ask(question);
  }

  private void answer(int batch) {
    var answers = new HashMap<String, String>();
    asked.get(batch).stream()
        .filter(it -> !it.endsWith("?"))
        .forEach(it -> answers.put(it, it + "!"));
    sources.get(batch).tryEmitValue(answers);
  }

  @Test
  void a_lone_question_is_asked_at_once() {
    var answer = ask("a1");
    assertThat(asked).containsExactly(List.of("a1"));
    answer(0);
    assertThat(answer.join()).isEqualTo("a1!");
  }

  @Test
  void what_comes_meanwhile_is_asked_together_and_once() {
    var first = ask("a1");
    var second = ask("a2");
    var again = ask("a2");
    var unknown = ask("a?");
    assertThat(asked).hasSize(1);
    answer(0);
    assertThat(first.join()).isEqualTo("a1!");
    assertThat(asked).containsExactly(List.of("a1"), List.of("a2", "a?"));
    answer(1);
    assertThat(second.join()).isEqualTo("a2!");
    assertThat(again.join()).isEqualTo("a2!");
    assertThat(unknown.join()).isNull();
  }

  @Test
  void only_one_kind_goes_together_and_the_oldest_goes_first() {
    put("a1");
    put("b1");
    put("a2");
    put("b2");
    answer(0);
    answer(1);
    assertThat(asked).containsExactly(List.of("a1"), List.of("b1", "b2"), List.of("a2"));
  }

  @Test
  void a_batch_is_bounded() {
    put("a1");
    List.of("a2", "a3", "a4", "a5").forEach(this::put);
    answer(0);
    answer(1);
    assertThat(asked).containsExactly(List.of("a1"), List.of("a2", "a3", "a4"), List.of("a5"));
  }

  @Test
  void too_many_that_wait_are_refused() {
    List.of("a1", "a2", "a3", "a4", "a5").forEach(this::put);
    assertThatThrownBy(() -> ask("a6").join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_question_that_cannot_be_asked_fails_alone() {
    put("a1");
    var good = ask("a2");
    var bad = ask("a3");
    answer(0);
    sources.get(1).tryEmitError(new IllegalArgumentException("a3 is no text"));
    assertThat(asked.subList(2, 4)).containsExactly(List.of("a2"), List.of("a3"));
    answer(2);
    sources.get(3).tryEmitError(new IllegalArgumentException("a3 is no text"));
    assertThat(good.join()).isEqualTo("a2!");
    assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_store_that_is_down_fails_all_at_once_and_the_next_batch_is_asked() {
    put("a1");
    var second = ask("a2");
    var third = ask("a3");
    answer(0);
    sources.get(1).tryEmitError(new StoreUnavailableException("down"));
    assertThatThrownBy(second::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(third::join).hasCauseInstanceOf(StoreUnavailableException.class);
    put("a4");
    assertThat(asked).last().isEqualTo(List.of("a4"));
  }

  @Test
  void a_defect_reaches_whoever_asked_at_once_and_keeps_nobody_else_waiting() {
    var broken =
        new Gathering<String, String>(
            new Gathering.Bounds(1, 3, 4),
            it -> it.charAt(0),
            questions -> {
              if (questions.contains("b1")) {
                throw new NoClassDefFoundError("a class that is not there");
              }
              return source(questions);
            });
    var first = broken.ask("a1").toFuture();
    var defect = broken.ask("b1").toFuture();
    var beside = broken.ask("b2").toFuture();
    var behind = broken.ask("a2").toFuture();
    answer(0);

    assertThatThrownBy(defect::join).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    answer(1);
    answer(2);
    assertThat(first.join()).isEqualTo("a1!");
    assertThat(beside.join()).isEqualTo("b2!");
    assertThat(behind.join()).isEqualTo("a2!");
  }

  @Test
  void a_question_whose_kind_cannot_be_told_fails_at_once() {
    assertThatThrownBy(() -> ask("").join())
        .hasCauseInstanceOf(StringIndexOutOfBoundsException.class);
    var good = ask("a1");
    answer(0);
    assertThat(good.join()).isEqualTo("a1!");
  }
}
