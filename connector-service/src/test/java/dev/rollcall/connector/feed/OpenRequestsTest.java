package dev.rollcall.connector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenRequestsTest {

  @Test
  void a_tenant_has_its_own_places_and_all_have_no_more_than_there_are() {
    var open = new OpenRequests(2, 3);
    assertThat(open.enter("a")).isTrue();
    assertThat(open.enter("a")).isTrue();
    assertThat(open.enter("a")).isFalse();
    assertThat(open.enter("b")).isTrue();
    assertThat(open.enter("c")).isFalse();
    assertThat(open.count()).isEqualTo(3);

    open.leave("a");
    assertThat(open.enter("c")).isTrue();
    open.leave("a");
    open.leave("b");
    open.leave("c");
    assertThat(open.count()).isZero();
    assertThat(open.enter("a")).isTrue();
  }
}
