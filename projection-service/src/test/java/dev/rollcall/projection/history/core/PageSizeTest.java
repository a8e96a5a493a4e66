package dev.rollcall.projection.history.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageSizeTest {
  @Test
  void a_page_has_as_many_entries_as_were_asked_for_and_there_are() {
    assertThat(PageSize.of(List.of(10L, 10L, 10L), 3, 100)).isEqualTo(new PageSize(3, false));
    assertThat(PageSize.of(List.of(10L, 10L, 10L), 2, 100)).isEqualTo(new PageSize(2, true));
    assertThat(PageSize.of(List.of(10L), 2, 100)).isEqualTo(new PageSize(1, false));
    assertThat(PageSize.of(List.of(), 2, 100)).isEqualTo(new PageSize(0, false));
  }

  @Test
  void it_ends_before_it_becomes_too_large() {
    assertThat(PageSize.of(List.of(60L, 40L, 1L), 3, 100)).isEqualTo(new PageSize(2, true));
    assertThat(PageSize.of(List.of(60L, 41L), 3, 100)).isEqualTo(new PageSize(1, true));
  }

  @Test
  void what_is_too_large_by_itself_is_a_page() {
    assertThat(PageSize.of(List.of(101L, 1L), 3, 100)).isEqualTo(new PageSize(1, true));
    assertThat(PageSize.of(List.of(101L), 3, 100)).isEqualTo(new PageSize(1, false));
  }
}
