package dev.rollcall.ingress.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeCodecTest {
  private static final Fingerprint PRINT = new Fingerprint(new TenantId("mühle"), "0a1b");
  private static final RequestId REQUEST = new RequestId("r1");

  private final NoticeCodec codec = new NoticeCodec();

  static Stream<Notice> notices() {
    return Stream.of(
        new Notice.Here("i1"),
        new Notice.Left("i1"),
        new Notice.Lost("i1", PRINT, REQUEST),
        new Notice.Settled("i1", PRINT, REQUEST));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void what_is_said_is_heard(Notice notice) {
    assertThat(codec.decode(codec.encode(notice))).contains(notice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"notice\":\"here\"}",
        "{\"notice\":\"sings\",\"instance\":\"i1\"}",
        "{\"notice\":\"lost\",\"instance\":\"i1\",\"tenant\":\"t\"}",
        "{\"notice\":7,\"instance\":\"i1\"}"
      })
  void what_is_no_notice_is_passed_over(String text) {
    assertThat(codec.decode(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
