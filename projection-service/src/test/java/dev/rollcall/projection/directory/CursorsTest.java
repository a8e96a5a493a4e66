package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
  private static final List<String> WALK =
      List.of("t1", "[User]", "userName pr", "title", "ASCENDING");
  private static final Search.Place PLACE = new Search.Place("Clerk \"ä\"", 17, "id-1");

  private Instant now = Instant.EPOCH;
  private final Cursors cursors =
      new Cursors("secret", Duration.ofHours(1), InstantSource.fixed(Instant.EPOCH));
  private final Cursors later = new Cursors("secret", Duration.ofHours(1), () -> now);

  @Test
  void what_is_sealed_can_be_opened_by_another_instance() {
    assertThat(later.open(WALK, cursors.seal(WALK, PLACE, 7)))
        .isEqualTo(Result.ok(new Search.Behind(PLACE, 7)));
    var bare = new Search.Place(null, Long.MAX_VALUE, "x");
    assertThat(later.open(WALK, cursors.seal(WALK, bare, 1)))
        .isEqualTo(Result.ok(new Search.Behind(bare, 1)));
  }

  @Test
  void it_needs_no_encoding_in_a_url() {
    assertThat(cursors.seal(WALK, PLACE, 7)).matches("[A-Za-z0-9._~-]+");
  }

  @Test
  void it_belongs_to_one_search_of_one_tenant() {
    String cursor = cursors.seal(WALK, PLACE, 7);
    for (int i = 0; i < WALK.size(); i++) {
      var other = new ArrayList<>(WALK);
      other.set(i, "other");
      assertThat(trouble(cursors, other, cursor))
          .as("part " + i)
          .isEqualTo(ScimType.INVALID_CURSOR);
    }
  }

  @Test
  void another_secret_does_not_open_it() {
    var others = new Cursors("Secret", Duration.ofHours(1), InstantSource.system());
    assertThat(trouble(others, WALK, cursors.seal(WALK, PLACE, 7)))
        .isEqualTo(ScimType.INVALID_CURSOR);
  }

  @Test
  void every_character_counts() {
    String cursor = cursors.seal(WALK, PLACE, 7);
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String forged = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThat(trouble(cursors, WALK, forged)).as(forged).isEqualTo(ScimType.INVALID_CURSOR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "x", "a.b", "..", "%.%", "e30.e30", "\u00e4.\u00e4"})
  void what_was_never_a_cursor_is_refused(String text) {
    assertThat(trouble(cursors, WALK, text)).isEqualTo(ScimType.INVALID_CURSOR);
    assertThat(trouble(cursors, WALK, text + "A".repeat(100_000)))
        .isEqualTo(ScimType.INVALID_CURSOR);
  }

  @Test
  void after_its_time_it_is_expired() {
    String cursor = cursors.seal(WALK, PLACE, 7);
    now = Instant.EPOCH.plus(Duration.ofHours(1));
    assertThat(trouble(later, WALK, cursor)).isNull();
    now = now.plusSeconds(1);
    assertThat(trouble(later, WALK, cursor)).isEqualTo(ScimType.EXPIRED_CURSOR);
  }

  private static @Nullable ScimType trouble(Cursors cursors, List<String> walk, String cursor) {
    return cursors.open(walk, cursor) instanceof Result.Refused<Search.Behind>(var error)
        ? error.scimType()
        : null;
  }
}
