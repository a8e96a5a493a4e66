package dev.rollcall.connector.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Stage;
import dev.rollcall.connector.feed.core.Place.Within;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where readers begin, and what acknowledgements do, at a feed that keeps entries 5 to 20 of which
/// 10 are acknowledged.
class ReadersTest {
  private static final Extent EXTENT = new Extent(20, 10, 4);

  @Test
  void without_a_cursor_reading_begins_behind_what_is_acknowledged() {
    assertThat(Start.at(EXTENT, null)).isEqualTo(new Start.At(new Behind(10)));
    assertThat(Start.atPresent(EXTENT))
        .isEqualTo(new Start.At(new Within(20, Stage.USERS, "", "")));
  }

  @ParameterizedTest
  @CsvSource({"20, At", "11, At", "4, At", "3, Gone", "0, Gone", "21, Unknown"})
  void a_cursor_is_good_as_long_as_all_behind_it_is_kept(long position, String start) {
    assertThat(Start.at(EXTENT, new Behind(position)).getClass().getSimpleName()).isEqualTo(start);
    Place within = new Within(position, Stage.GROUPS, "g7", "");
    assertThat(Start.at(EXTENT, within).getClass().getSimpleName()).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({"11, To", "20, To", "21, Unknown", "10, Same", "9, Same", "0, Same"})
  void an_acknowledgement_goes_on_and_never_back(long position, String does) {
    Acknowledgement acknowledgement = Acknowledgement.of(EXTENT, new Behind(position));
    assertThat(acknowledgement.getClass().getSimpleName()).isEqualTo(does);
    if (acknowledgement instanceof Acknowledgement.To(var to)) {
      assertThat(to).isEqualTo(position);
    }
  }

  @Test
  void the_present_state_is_acknowledged_by_what_comes_behind_it() {
    assertThat(Acknowledgement.of(EXTENT, new Within(20, Stage.USERS, "u", "")))
        .isEqualTo(new Acknowledgement.Same());
    assertThat(Acknowledgement.of(EXTENT, new Within(21, Stage.USERS, "u", "")))
        .isEqualTo(new Acknowledgement.Unknown());
    assertThat(new Within(20, Stage.USERS, "u", "").ended())
        .isEqualTo(new Within(20, Stage.GROUPS, "", ""));
    assertThat(new Within(20, Stage.GROUPS, "g", "").ended())
        .isEqualTo(new Within(20, Stage.MEMBERS, "", ""));
    assertThat(new Within(20, Stage.MEMBERS, "g", "u").ended()).isEqualTo(new Behind(20));
  }

  @ParameterizedTest
  @CsvSource({"20, To", "10, To", "4, To", "3, Gone", "21, Unknown"})
  void who_seeks_may_go_back_as_far_as_is_kept(long position, String does) {
    assertThat(Acknowledgement.seek(EXTENT, new Behind(position)).getClass().getSimpleName())
        .isEqualTo(does);
    assertThat(Acknowledgement.seek(EXTENT, new Within(position, Stage.USERS, "", "")))
        .isEqualTo(new Acknowledgement.Unknown());
  }

  @Test
  void a_place_is_read_as_it_was_written() {
    for (Place place :
        new Place[] {
          new Behind(0),
          new Behind(Long.MAX_VALUE),
          new Within(7, Stage.USERS, "", ""),
          new Within(7, Stage.GROUPS, "g-1", ""),
          new Within(7, Stage.MEMBERS, "g-1", "u-1")
        }) {
      assertThat(Place.parse(place.print())).isEqualTo(Optional.of(place));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "e", "e:", "e:-1", "e:1:", "x:1", "u:1", "u:1:a", "u:a:b:c", "e:1e3", "m:1:::"
      })
  void what_is_no_place_is_none(String text) {
    assertThat(Place.parse(text)).isEmpty();
    assertThat(Place.parse(text.toUpperCase(Locale.ROOT))).isEmpty();
  }
}
