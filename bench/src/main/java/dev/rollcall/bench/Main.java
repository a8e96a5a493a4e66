package dev.rollcall.bench;

import dev.rollcall.bench.report.Machine;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The benchmark driver. Figures go to standard output, progress to standard error.
public final class Main {
  private Main() {}

  /// Runs the driver and ends the process with the status that the usage text tells.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (arguments.contains("--help")) {
      out.print(Options.USAGE);
      return 0;
    }
    try {
      Options options = Options.parse(arguments, Limits.STANDARD);
      Instant startedAt = Instant.now();
      var rows = new Bench(options, platform(options.where()), Limits.STANDARD, err).run();
      var report = new Report(startedAt, Machine.present(), rows);
      out.print(report.table());
      if (options.json() != null) {
        Files.writeString(options.json(), report.json());
      }
      return report.clean() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(Options.USAGE);
      return 2;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static Platform platform(Options.Where where) throws IOException {
    Path file = where.rollcallJson();
    if (file == null) {
      return new Platform(uri(where.url(), "--url"), needed(where.token(), "--token"), null, null);
    }
    JsonObject written = new JsonCodec(JsonLimits.CLIENT).readObject(Files.readAllBytes(file));
    String url = where.url() == null ? member(written, "scimBaseUrl") : where.url();
    String token = where.token() == null ? member(written, "token") : where.token();
    return new Platform(
        uri(url, "scimBaseUrl"),
        needed(token, "token"),
        uri(member(written, "adminBaseUrl"), "adminBaseUrl"),
        member(written, "adminToken"));
  }

  private static String member(JsonObject object, String name) {
    return needed(object.text(name).orElse(null), name);
  }

  private static URI uri(@Nullable String text, String what) {
    return URI.create(needed(text, what));
  }

  private static String needed(@Nullable String value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("Missing: " + what);
    }
    return value;
  }
}
