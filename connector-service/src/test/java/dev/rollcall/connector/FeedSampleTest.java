package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The consumer in Python that docs/connectors.md shows, run as it stands there. It is skipped
/// where there is no Python, which a machine need not have: `.ci/run` knows this class by its name.
class FeedSampleTest {
  private static final Pattern SAMPLE = Pattern.compile("```python\\n(.*?)```", Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer feed = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    feed.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 410})
  void a_cursor_that_is_good_for_nothing_any_more_lets_it_begin_anew(
      int status, @TempDir Path folder) throws Exception {
    Process consumer = start(folder, status);
    try {
      await().atMost(PATIENCE).until(() -> asked.size() >= 4 || !consumer.isAlive());
      assertThat(consumer.isAlive()).as(() -> said(folder)).isTrue();
      assertThat(asked.subList(0, 4))
          .containsExactly("?from=present", "/ack", "?wait=30&after=c1", "?from=present");
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_question_that_is_refused_without_a_cursor_ends_it(@TempDir Path folder) throws Exception {
    Process consumer = start(folder, 0);
    try {
      await().atMost(PATIENCE).until(() -> !consumer.isAlive());
      assertThat(asked).containsExactly("?from=present");
      assertThat(said(folder)).contains("HTTP Error 400");
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  /// @param status of the answer to a cursor; where it is 0, that to the first question is 400
  private Process start(Path folder, int status) throws IOException {
    assumeTrue(isThere(), "There is no Python on this machine");
    feed.createContext("/feed", exchange -> answer(exchange, status));
    feed.start();
    Path sample = Files.writeString(folder.resolve("consumer.py"), sample());
    var builder =
        new ProcessBuilder("python3", sample.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("FEED", "http://127.0.0.1:" + feed.getAddress().getPort() + "/feed");
    builder.environment().put("TOKEN", "t");
    return builder.start();
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(
        query == null
            ? exchange.getRequestURI().getPath().substring("/feed".length())
            : "?" + query);
    boolean refused = status == 0 || (query != null && query.contains("after="));
    byte[] body = "{\"entries\":[],\"next\":\"c1\",\"caughtUp\":true}".getBytes(UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(refused ? (status == 0 ? 400 : status) : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sample() throws IOException {
    Matcher sample = SAMPLE.matcher(Files.readString(Path.of("..", "docs", "connectors.md")));
    assertThat(sample.find()).isTrue();
    return sample.group(1);
  }
}
