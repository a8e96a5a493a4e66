package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConnectorProcessTest {
  @Test
  void the_heap_that_is_in_use_is_that_of_all_generations_and_nothing_else() {
    String serial =
        """
        4711:
        DefNew     total 19648K, used 1024K [0x00, 0x01, 0x02)
          eden space 17472K,   5% used [0x00, 0x01, 0x02)
          from space 2176K,   0% used [0x00, 0x01, 0x02)
        Tenured    total 43712K, used 30720K [0x00, 0x01, 0x02)
          the  space 43712K,  70% used [0x00, 0x01, 0x02)
        Metaspace       used 64000K, committed 65000K, reserved 131072K
          class space    used 8000K, committed 8200K, reserved 65536K
        """;
    assertThat(ConnectorProcess.usedMebibytes(serial)).isEqualTo(31);
    assertThat(ConnectorProcess.usedMebibytes("4711:\nNo such process")).isZero();
  }
}
