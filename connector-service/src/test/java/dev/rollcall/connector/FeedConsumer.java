package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Connector.Answer;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whoever reads the feed of a target, over HTTP.
final class FeedConsumer {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Connector connector;
  private final String path;

  FeedConsumer(Connector connector, String tenant, String target) {
    this.connector = connector;
    this.path = "/internal/v1/" + tenant + "/targets/" + target + "/feed";
  }

  /// A page that was read.
  record Page(List<JsonObject> entries, String next, boolean caughtUp) {
    List<String> lines() {
      return entries.stream().map(FeedConsumer::line).toList();
    }
  }

  static JsonObject entry(String id, String tenant) {
    return JsonObject.builder().put("id", id).put("tenant", tenant).put("kind", "feed").build();
  }

  /// What happened to whom, such as `user.created u1`.
  static String line(JsonObject entry) {
    return entry.text("type").orElseThrow() + " " + data(entry).text("id").orElseThrow();
  }

  static JsonObject data(JsonObject entry) {
    return (JsonObject) Objects.requireNonNull(entry.get("data"));
  }

  Answer get(String query) {
    return connector.get(path + query);
  }

  Page page(String query) {
    Answer answer = get(query);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return new Page(
        Objects.requireNonNull((JsonArray) answer.body().get("entries")).elements().stream()
            .map(JsonObject.class::cast)
            .toList(),
        answer.body().text("next").orElseThrow(),
        JsonBoolean.TRUE.equals(answer.body().get("caughtUp")));
  }

  Answer acknowledge(String cursor) {
    return connector.post(path + "/ack", JsonObject.of("cursor", new JsonString(cursor)));
  }

  Answer seek(String name, String value) {
    return connector.post(path + "/seek", JsonObject.of(name, new JsonString(value)));
  }

  /// Opens a stream of events.
  Stream stream(String query, @Nullable String lastEventId) {
    var request =
        HttpRequest.newBuilder(connector.uri(path + query))
            .header("Authorization", "Bearer " + Connector.TOKEN)
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new Stream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Server-sent events as they come.
  static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    int status() {
      return response.statusCode();
    }

    /// Reads events until there are as many, each with the fields `id` and `event` and its data.
    List<Event> next(int count) {
      var events = new ArrayList<Event>();
      try {
        String id = "";
        String event = "";
        while (events.size() < count) {
          String line = Objects.requireNonNull(reader.readLine(), "The stream has ended");
          if (line.startsWith("id: ")) {
            id = line.substring(4);
          } else if (line.startsWith("event: ")) {
            event = line.substring(7);
          } else if (line.startsWith("data: ")) {
            byte[] data = line.substring(6).getBytes(StandardCharsets.UTF_8);
            events.add(new Event(id, event, JSON.readObject(data)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return events;
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// One event.
  record Event(String id, String event, JsonObject data) {}
}
