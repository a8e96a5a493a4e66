package dev.rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoftHeapTest {
  private static final int HARD_MB = 256;

  @Test
  void the_limit_follows_what_is_alive_and_comes_back() {
    assertThat(SoftHeap.threshold(100, 40, 1_000)).isEqualTo(100);
    assertThat(SoftHeap.threshold(100, 200, 1_000)).isEqualTo(300);
    assertThat(SoftHeap.threshold(100, 900, 1_000)).isEqualTo(1_000);
    assertThat(SoftHeap.threshold(2_000, 900, 1_000)).isEqualTo(1_000);
  }

  @Test
  void a_limit_below_nothing_is_refused() {
    assertThatThrownBy(() -> SoftHeap.ofMegabytes(-1)).hasMessageContaining("HEAP_SOFT_MB");
  }

  @Test
  void a_heap_whose_content_dies_stays_near_the_soft_limit() throws Exception {
    assertThat(largestOldGeneration(0, 16)).isGreaterThan(HARD_MB * 6 / 10);
    assertThat(largestOldGeneration(48, 16)).isLessThan(HARD_MB / 2);
  }

  @Test
  void more_than_the_soft_limit_may_be_alive() throws Exception {
    assertThat(largestOldGeneration(24, 120)).isBetween(120, HARD_MB);
  }

  @Test
  void after_a_large_request_the_limit_comes_back() throws Exception {
    assertThat(largestOldGeneration(48, 190, 16)).isLessThan(HARD_MB / 2);
  }

  /// Runs [Churn] in a JVM of its own and returns what it saw, in MB.
  private static int largestOldGeneration(int softMb, Integer... aliveMb)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmn8m",
                "-Xmx" + HARD_MB + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxHeapFreeRatio=50",
                "-XX:-ShrinkHeapInSteps",
                "-cp",
                System.getProperty("java.class.path"),
                Churn.class.getName(),
                Integer.toString(softMb)));
    List.of(aliveMb).forEach(each -> command.add(each.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Integer.parseInt(said.strip());
  }

  /// Lets everything live long enough to become old, and then lets it die: first so much is alive,
  /// then so much. Prints the largest old generation of the last part, less its beginning.
  static final class Churn {
    private static final int PIECE = 64 << 10;
    private static final int MEGABYTE = 1 << 20;
    private static final int CHURNED_MB = 600;
    private static final int BEGINNING_MB = 300;

    public static void main(String[] args) throws InterruptedException {
      SoftHeap.ofMegabytes(Integer.parseInt(args[0])).start();
      MemoryPoolMXBean old =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Tenured Gen"))
              .findFirst()
              .orElseThrow();
      var window = new ArrayDeque<byte[]>();
      long most = 0;
      for (int part = 1; part < args.length; part++) {
        int alive = Integer.parseInt(args[part]) * MEGABYTE / PIECE;
        most = 0;
        for (int megabyte = 0; megabyte < CHURNED_MB; megabyte++) {
          for (int i = 0; i < MEGABYTE / PIECE; i++) {
            window.add(new byte[PIECE]);
            while (window.size() > alive) {
              window.remove();
            }
          }
          if (megabyte > BEGINNING_MB) {
            most = Math.max(most, old.getUsage().getCommitted());
          }
          Thread.sleep(1);
        }
      }
      System.out.println(most / MEGABYTE);
    }
  }
}
