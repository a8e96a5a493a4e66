package dev.rollcall.connector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.feed.core.Place;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Stage;
import dev.rollcall.connector.feed.core.Place.Within;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private final Cursors mine = cursors("secret-of-mine");
  private final Cursors others = cursors("secret-of-others");

  @Test
  void a_cursor_is_read_by_the_feed_that_gave_it_and_by_no_other() {
    for (Place place : new Place[] {new Behind(17), new Within(3, Stage.MEMBERS, "g", "u")}) {
      String cursor = mine.print(place);
      assertThat(cursor).matches("[A-Za-z0-9_-]+").isEqualTo(mine.print(place));
      assertThat(mine.read(cursor)).contains(place);
      assertThat(others.read(cursor)).isEmpty();
    }
  }

  @Test
  void nobody_is_where_they_were_never_sent() {
    String cursor = mine.print(new Behind(17));
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    for (int index = 0; index < bytes.length; index++) {
      byte[] forged = bytes.clone();
      forged[index] ^= 1;
      assertThat(mine.read(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
          .isEmpty();
    }
    for (String text : new String[] {"", "e:17", "17", "****", "a".repeat(600), "e".repeat(22)}) {
      assertThat(mine.read(text)).isEmpty();
    }
  }

  private static Cursors cursors(String secret) {
    return new Cursors(secret.getBytes(StandardCharsets.UTF_8));
  }
}
