package dev.rollcall.connector.parking.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.parking.core.ActCourse.State;
import org.junit.jupiter.api.Test;

class ActCourseTest {

  @Test
  void an_act_begins_goes_on_in_pages_and_ends_once() {
    ActCourse begun = ActCourse.QUEUED.begun(5, 0);
    ActCourse half = begun.paged(2, 1);
    ActCourse done = half.paged(2, 0);

    assertThat(begun).isEqualTo(new ActCourse(State.RUNNING, 5, 0, 0, 0, null));
    assertThat(half).isEqualTo(new ActCourse(State.RUNNING, 5, 2, 1, 0, null));
    assertThat(done).isEqualTo(new ActCourse(State.DONE, 5, 4, 1, 0, null));
    assertThatThrownBy(() -> done.paged(1, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> done.cancelled(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_act_on_nobody_is_done_when_it_begins() {
    assertThat(ActCourse.QUEUED.begun(0, 3)).isEqualTo(new ActCourse(State.DONE, 3, 0, 3, 0, null));
  }

  @Test
  void a_cancelled_act_keeps_what_it_has_done_and_says_what_it_took_back() {
    assertThat(ActCourse.QUEUED.begun(10, 0).paged(4, 0).cancelled(3))
        .isEqualTo(new ActCourse(State.CANCELLED, 10, 1, 0, 3, null));
    assertThat(ActCourse.QUEUED.cancelled(0).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void what_has_ended_and_what_cancels_cannot_be_cancelled() {
    ActCourse done = ActCourse.QUEUED.begun(0, 0);

    assertThat(ActCourse.QUEUED.whyNotCancelled("redrive")).isEmpty();
    assertThat(ActCourse.QUEUED.begun(1, 0).whyNotCancelled("discard")).isEmpty();
    assertThat(done.whyNotCancelled("redrive")).contains("The act has ended: it is done.");
    assertThat(ActCourse.QUEUED.whyNotCancelled("cancel"))
        .contains("A cancellation cannot be cancelled.");
  }

  @Test
  void what_is_refused_says_why_and_changed_nothing() {
    assertThat(ActCourse.QUEUED.refused("no such act"))
        .isEqualTo(new ActCourse(State.REFUSED, 0, 0, 0, 0, "no such act"));
  }
}
