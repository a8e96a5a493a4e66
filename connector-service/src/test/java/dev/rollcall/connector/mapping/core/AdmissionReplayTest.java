package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a receiver is told when the past is sent again.
class AdmissionReplayTest extends AdmissionCase {

  @Test
  void a_replay_moves_nobody_by_what_was_so_then() {
    assertThat(
            replayed(known(Presence.TOLD, STAFF).counted(1), changed(2, GUEST), changed(3, STAFF)))
        .containsExactly("user.updated msg_3");
    assertThat(replayed(known(Presence.UNTOLD, GUEST).counted(2), changed(2, STAFF))).isEmpty();
    assertThat(
            replayed(
                known(Presence.LEAVING, GUEST).counted(2), changed(2, STAFF), changed(3, GUEST)))
        .containsExactly("user.deleted msg_3-2");
  }

  @Test
  void a_replay_tells_once_more_of_who_went_and_never_of_who_was_never_there() {
    Event deleted = event(5, Facts.deleted(U1, 5));

    assertThat(replayed(known(Presence.UNTOLD, null).counted(2), deleted))
        .containsExactly("user.deleted msg_5-2");
    assertThat(
            replayed(
                known(Presence.UNTOLD, GUEST).counted(2), changed(3, GUEST), changed(4, GUEST)))
        .containsExactly("user.deleted msg_3-2");
    assertThat(replayed(known(Presence.UNTOLD, null), deleted)).isEmpty();
  }

  private static List<String> replayed(Known known, Event... events) {
    Event[] again = List.of(events).stream().map(AdmissionReplayTest::again).toArray(Event[]::new);
    return told(of(U1, EMPLOYEES, known, again));
  }

  private static Event again(Event event) {
    return new Event(
        event.id(), event.seq(), event.ordinal(), event.recordedAt(), null, event.fact(), "r1");
  }
}
