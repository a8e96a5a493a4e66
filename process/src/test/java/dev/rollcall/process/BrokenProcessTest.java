package dev.rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class BrokenProcessTest {
  @Test
  void it_says_what_broke_and_ends_at_once_with_a_code_of_its_own() throws Exception {
    assertThat(said("speaks")).isEqualTo("{} broke: the process ends");
  }

  @Test
  void it_ends_also_where_nothing_can_be_said() throws Exception {
    assertThat(said("fails")).isEmpty();
  }

  @Test
  void an_error_that_ends_a_guarded_thread_ends_the_process() throws Exception {
    assertThat(said("guarded")).isEqualTo("{} broke: the process ends");
  }

  @Test
  void what_passes_ends_only_its_thread() throws InterruptedException {
    var passed = new AtomicReference<Throwable>();
    Thread thread =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, e) -> passed.set(e))
            .start(
                BrokenProcess.guarding(
                    LoggerFactory.getLogger(BrokenProcessTest.class),
                    "It",
                    () -> {
                      throw new IllegalStateException("passes");
                    }));
    thread.join();
    assertThat(passed.get()).hasMessage("passes");
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
      Logger log = logger(args[0].equals("fails"));
      var broken = new OutOfMemoryError("heap");
      if (args[0].equals("guarded")) {
        inAThread(log, broken);
      } else {
        BrokenProcess.end(log, "It", broken);
      }
      System.out.print("it went on");
    }

    private static void inAThread(Logger log, OutOfMemoryError broken) {
      Runnable breaks =
          () -> {
            throw broken;
          };
      Thread thread = Thread.ofPlatform().start(BrokenProcess.guarding(log, "It", breaks));
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
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
