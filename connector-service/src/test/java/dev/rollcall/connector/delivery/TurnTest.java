package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Effect.LinkDoubted;
import dev.rollcall.connector.delivery.core.Effect.LinkDropped;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final Effect SEEN = confirmed("seen");

  private static Effect confirmed(String title) {
    return new LinkConfirmed(
        new Linked("r1", null, JsonObject.of("title", new JsonString(title)), false));
  }

  private static Turn begun() {
    return Turn.strict(Claims.of(new LaneRef("crm", "acme", false, "f"), "u1", new Past(2, null)));
  }

  @Test
  void what_was_seen_is_stored_with_what_comes_next() {
    Turn looked = begun().looked(List.of(SEEN));
    assertThat(looked.withUnstored(List.of())).containsExactly(SEEN);
    assertThat(looked.withUnstored(List.of(new LinkDoubted())))
        .containsExactly(SEEN, new LinkDoubted());
    assertThat(looked.onward(false).withUnstored(List.of())).containsExactly(SEEN);
  }

  @Test
  void what_is_known_since_takes_its_place() {
    Turn looked = begun().looked(List.of(SEEN));
    Effect changed = confirmed("changed");
    assertThat(looked.withUnstored(List.of(changed))).containsExactly(changed);
    assertThat(looked.withUnstored(List.of(new LinkDropped()))).containsExactly(new LinkDropped());
  }

  @Test
  void what_is_stored_is_stored_once() {
    assertThat(begun().looked(List.of(SEEN)).thatWoke(false).withUnstored(List.of())).isEmpty();
  }

  @Test
  void a_look_is_stored_at_once_where_it_is_more_than_that_or_took_long() {
    Turn begun = begun();
    var young = Duration.ofHours(1);
    assertThat(begun.mayStoreLater(List.of(SEEN), young)).isTrue();
    assertThat(begun.mayStoreLater(List.of(SEEN), Duration.ZERO)).isFalse();
    assertThat(begun.mayStoreLater(List.of(), young)).isFalse();
    assertThat(begun.mayStoreLater(List.of(new LinkDropped()), young)).isFalse();
  }

  @Test
  void a_look_is_no_progress_and_hears_nothing_of_pauses() {
    Turn begun = begun();
    Turn looked = begun.looked(List.of(SEEN));
    assertThat(looked.past()).isEqualTo(new Past(2, null));
    assertThat(looked.onward(false).past()).isEqualTo(new Past(2, null));
    assertThat(looked.progressing().onward(false).past()).isEqualTo(new Past(0, null));
    assertThat(looked.heardNanos()).isEqualTo(begun.heardNanos());
  }
}
