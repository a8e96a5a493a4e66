package dev.rollcall.standalone.demo;

import dev.rollcall.backing.Folders;
import dev.rollcall.backing.Ports;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.Arguments;
import dev.rollcall.standalone.demoapp.AppState;
import dev.rollcall.standalone.demoapp.DemoApp;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformException;
import dev.rollcall.standalone.platform.PlatformOptions;
import dev.rollcall.standalone.session.JsonPointer;
import dev.rollcall.standalone.session.ScimSession;
import dev.rollcall.standalone.session.Step;
import dev.rollcall.standalone.session.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The main job, shown: an Entra session goes in, is recorded and decided, two apps follow.
public final class Demo {
  private static final Duration PACE = Duration.ofMillis(150);
  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  private final Terminal terminal = new Terminal(System.out);
  private final Administration administration;
  private final ScimSession session;
  private final List<DemoApp> apps;
  private final Duration pace;
  private int failed;

  private Demo(Platform platform, List<DemoApp> apps, boolean fast) {
    this.administration =
        new Administration(
            new Administration.Access(
                platform.scimBaseUrl(),
                platform.token(),
                platform.adminBaseUrl(),
                platform.adminToken()));
    this.session = new ScimSession(platform.scimBaseUrl(), platform.token());
    this.apps = apps;
    this.pace = fast ? Duration.ZERO : PACE;
  }

  /// Runs the demonstration on a throwaway folder; returns 0 only where everything agrees.
  public static int run(Path checkout, Arguments arguments) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("rollcall-demo");
      try (var apps = new DemoApps()) {
        apps.writeTargets(folder);
        return run(checkout, arguments, folder, apps);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new PlatformException("The demonstration could not go on: " + e.getMessage(), e);
    }
  }

  private static int run(Path checkout, Arguments arguments, Path folder, DemoApps apps)
      throws InterruptedException, IOException {
    int port = arguments.port().orElseGet(Ports::free);
    var options =
        new PlatformOptions(checkout, folder, port, arguments.publicUrl(), arguments.services());
    var terminal = new Terminal(System.out);
    terminal.heading("Starting Kafka, PostgreSQL, the three services and two apps");
    Instant began = Instant.now();
    try (var platform =
        Platform.start(
            options,
            (part, took) ->
                terminal.print("  %-11s up after %4.1f s", part, took.toMillis() / 1000.0))) {
      var hook = new Thread(platform::close, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      terminal.print(
          "  ready after %.1f s: %s",
          Duration.between(began, Instant.now()).toMillis() / 1000.0, platform.scimBaseUrl());
      int code = new Demo(platform, apps.all(), arguments.fast()).show();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    }
  }

  private int show() throws InterruptedException, IOException {
    String cycle = "";
    List<Step> steps = ScimSession.entra();
    for (Step step : steps) {
      if (!step.cycle().equals(cycle)) {
        cycle = step.cycle();
        terminal.heading("Entra: " + cycle);
      }
      StepResult result = session.play(step);
      show(result);
      Thread.sleep(pace);
    }
    boolean agree = settle();
    history();
    boolean passed = failed == 0;
    terminal.heading("Result");
    terminal.print(
        "%d of %d steps as expected; directory and apps %s.",
        steps.size() - failed, steps.size(), agree ? "agree" : "DIFFER");
    return passed && agree ? 0 : 1;
  }

  private void show(StepResult result) throws InterruptedException, IOException {
    Step step = result.step();
    terminal.print("%3d %s", step.number(), step.note());
    terminal.print(
        "      %-6s %-60s → %d in %d ms%s",
        step.method(),
        shortened(result.path()),
        result.status(),
        result.took().toMillis(),
        position(result));
    if (!result.passed()) {
      failed++;
      result.failures().forEach(failure -> terminal.line("      NOT AS EXPECTED: " + failure));
    }
    showReceived();
  }

  private void showReceived() {
    for (DemoApp app : apps) {
      for (String line : app.takeReceived()) {
        terminal.print("        %-11s ← %s", app.name(), line);
      }
    }
  }

  /// Where a write stands in the log.
  private String position(StepResult result) throws InterruptedException, IOException {
    if (result.step().method().equals("GET") || result.requestId().isEmpty()) {
      return "";
    }
    if (result.status() == 400) {
      // Refused before the append, mostly: then there is nothing to find.
      return "";
    }
    JsonObject request = administration.request(result.requestId());
    return " (log position "
        + number(request, "/decision/partition")
        + "/"
        + number(request, "/decision/offset")
        + ", decision "
        + number(request, "/decision/seq")
        + ")";
  }

  private static String number(JsonObject document, String pointer) {
    Json value = JsonPointer.find(document, pointer);
    return value instanceof JsonNumber number ? number.value().toPlainString() : "?";
  }

  private static String shortened(String path) {
    return path.length() <= 60 ? path : path.substring(0, 57) + "...";
  }

  /// Waits until both apps hold what the directory holds, and prints the table.
  private boolean settle() throws InterruptedException, IOException {
    terminal.heading("The directory and both apps");
    Instant deadline = Instant.now().plus(SETTLE_MAX);
    AppState directory = administration.directory();
    while (Instant.now().isBefore(deadline) && !differences(directory).isEmpty()) {
      Thread.sleep(LOOK_INTERVAL);
    }
    showReceived();
    terminal.print(
        "  %-14s %7s %7s %7s %12s  %s", "", "users", "active", "groups", "memberships", "");
    row("directory", directory, "");
    for (DemoApp app : apps) {
      var differences = Comparison.differences(directory, app.state());
      row(app.name(), app.state(), differences.isEmpty() ? "agrees" : "DIFFERS");
      differences.forEach(difference -> terminal.line("      " + difference));
    }
    return differences(directory).isEmpty();
  }

  private List<String> differences(AppState directory) {
    var all = new ArrayList<String>();
    apps.forEach(app -> all.addAll(Comparison.differences(directory, app.state())));
    return all;
  }

  private void row(String name, AppState state, String verdict) {
    terminal.print(
        "  %-14s %7d %7d %7d %12d  %s",
        name,
        state.users().size(),
        state.active(),
        state.groups().size(),
        state.memberships(),
        verdict);
  }

  private void history() throws InterruptedException, IOException {
    terminal.heading("What an auditor sees of one person (GET {admin}/history/{id})");
    for (JsonObject entry : administration.history(session.saved("esraId"))) {
      terminal.print(
          "  %s  %-7s by %-8s → %s  %s",
          entry.text("recordedAt").orElse("?"),
          entry.text("operation").orElse("?"),
          text(entry, "/actor/credential"),
          number(entry, "/outcome/status"),
          HistoryText.changes(entry));
    }
  }

  private static String text(JsonObject document, String pointer) {
    return JsonPointer.find(document, pointer) instanceof JsonString(var text) ? text : "?";
  }
}
