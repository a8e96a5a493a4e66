package dev.rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class BrokenProcessTest {
  @Test
  void it_says_what_broke_and_ends_at_once_with_a_code_of_its_own() throws Exception {
    assertThat(said("speaks")).isEqualTo("{} broke: the process ends");
  }

  @Test
  void it_ends_also_where_nothing_can_be_said() throws Exception {
    assertThat(said("fails")).isEmpty();
  }

  /// Runs [Breaking] in a JVM of its own and returns what it said.
  private static String said(String logger) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Breaking.class.getName(),
                logger)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(BrokenProcess.CODE);
    return said;
  }

  /// Breaks. A hook that runs, and a step behind the end, would be heard.
  static final class Breaking {
    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("a hook ran")));
      BrokenProcess.end(logger(args[0].equals("fails")), "It", new OutOfMemoryError("heap"));
      System.out.print("it went on");
    }

    private static Logger logger(boolean fails) {
      return (Logger)
          Proxy.newProxyInstance(
              Breaking.class.getClassLoader(),
              new Class<?>[] {Logger.class},
              (_, _, arguments) -> {
                if (fails) {
                  throw new OutOfMemoryError("log");
                }
                System.out.print(arguments[0]);
                System.out.flush();
                return null;
              });
    }
  }
}
