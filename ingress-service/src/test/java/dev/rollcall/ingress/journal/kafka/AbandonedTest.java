package dev.rollcall.ingress.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AbandonedTest {
  private final List<String> told = new ArrayList<>();
  private final Abandoned abandoned = new Abandoned(2);

  @Test
  void a_decision_is_told_once_and_only_to_its_request() {
    add("a");
    add("b");
    abandoned.decided("a");
    abandoned.decided("a");
    abandoned.decided("unknown");
    assertThat(told).containsExactly("a");
  }

  @Test
  void the_eldest_is_given_up_where_there_are_too_many() {
    add("a");
    add("b");
    add("c");
    assertThat(told).containsExactly("a");
    abandoned.decided("c");
    abandoned.decided("b");
    assertThat(told).containsExactly("a", "c", "b");
  }

  @Test
  void all_are_given_up_at_once_and_told_no_more() {
    add("a");
    add("b");
    abandoned.giveUp();
    abandoned.decided("a");
    assertThat(told).containsExactly("a", "b");
  }

  private void add(String request) {
    abandoned.add(request, () -> told.add(request));
  }
}
