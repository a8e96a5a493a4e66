package dev.rollcall.standalone.operations;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Has the projection do a piece of work, and shows how it goes until it ends.
public final class Operation {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final long MEGABYTE = 1L << 20;
  private static final int DIFFERENCES_SHOWN = 20;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
  private final ProjectionPlace projection;
  private final PrintStream out;

  private Operation(ProjectionPlace projection, PrintStream out) {
    this.projection = projection;
    this.out = out;
  }

  /// Runs one; 0 where it did what it should, 1 where it failed or found a difference.
  ///
  /// @param work `rebuild`, `verify` or `rollback`
  /// @param data the folder of the platform
  public static int run(String work, Path data, boolean acceptDifferences)
      throws InterruptedException {
    var place = ProjectionPlace.find(System.getenv(), data);
    var operation = new Operation(place, System.out);
    try {
      return operation.run(work + (acceptDifferences ? "?acceptDifferences=true" : ""));
    } catch (IOException e) {
      System.err.println("rollcall: the projection does not answer at " + place);
      return 1;
    }
  }

  private int run(String work) throws IOException, InterruptedException {
    HttpResponse<byte[]> begun = send("POST", work);
    if (begun.statusCode() == 409) {
      out.println("Another piece of work is under way; this is how it goes:");
    } else if (begun.statusCode() != 202) {
      out.println("The projection refuses: HTTP " + begun.statusCode());
      return 1;
    }
    while (true) {
      JsonObject status = json.readObject(send("GET", "rebuild").body());
      String phase = status.text("phase").orElse("");
      if (phase.equals("done") || phase.equals("failed")) {
        return ended(status, phase);
      }
      out.println(line(status, phase));
      Thread.sleep(LOOK_EVERY);
    }
  }

  private HttpResponse<byte[]> send(String method, String what)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(projection.url().resolve("/internal/v1/" + what))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + projection.token())
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  /// Both, because a decision may be one change or a thousand: the time goes by the bytes.
  private static String line(JsonObject status, String phase) {
    return phase.equals("folding")
        ? String.format(
            Locale.ROOT,
            "%-10s %,d of %,d decisions (%,d of about %,d MB), %,d/s, %s",
            phase,
            number(status, "done"),
            number(status, "total"),
            number(status, "bytes") / MEGABYTE,
            Math.max(number(status, "bytes"), number(status, "bytesTotal")) / MEGABYTE,
            number(status, "perSecond"),
            left(status))
        : phase;
  }

  /// Before anything is folded there is nothing to reckon by.
  private static String left(JsonObject status) {
    return number(status, "bytes") == 0
        ? "time left not known yet"
        : "about " + number(status, "secondsLeft") + " s left";
  }

  private int ended(JsonObject status, String phase) {
    List<Json> differences =
        status.get("differences") instanceof JsonArray(var found) ? found : List.of();
    differences.stream()
        .limit(DIFFERENCES_SHOWN)
        .forEach(
            it -> out.println("  differs: " + (it instanceof JsonString(var text) ? text : it)));
    if (differences.size() > DIFFERENCES_SHOWN) {
      out.println("  and " + (differences.size() - DIFFERENCES_SHOWN) + " more");
    }
    if (phase.equals("failed")) {
      out.println("FAILED: " + status.text("error").orElse(""));
      return 1;
    }
    String work = status.text("work").orElse("");
    out.printf(
        Locale.ROOT,
        "%s: done, %,d decisions%s%n",
        work,
        number(status, "done"),
        differences.isEmpty() ? ", no difference" : "");
    return differences.isEmpty() || work.equals("rebuild") ? 0 : 1;
  }

  private static long number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber(var number) ? number.longValue() : 0;
  }
}
