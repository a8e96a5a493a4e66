package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// People are made in bulk, one fact each; then the directory is folded anew from the logs,
/// compared, and switched to. What else the logs have is folded as well: a fresh folder gives a
/// fair rate.
final class RebuildTrial {
  private static final String WORKLOAD = "rebuild";
  private static final String PATH = "/internal/v1/rebuild";
  private static final String FAILED = "failed";
  private static final List<String> PHASES =
      List.of("folding", "indexing", "comparing", "switching", "done");
  private static final int OVER = PHASES.size() - 1;

  private final TrialSetting setting;
  private final int many;
  private final List<Figure> figures = new ArrayList<>();

  /// Prepares the trial.
  ///
  /// @param many people that are made before
  RebuildTrial(TrialSetting setting, int many) {
    this.setting = setting;
    this.many = many;
  }

  List<Figure> run() throws InterruptedException {
    JsonObject place = place();
    var url = URI.create(place.text("projectionUrl").orElse(""));
    String token = place.text("internalToken").orElse("");
    try (var tenant = TrialTenant.enter(setting);
        var projection = new ScimClient(url, token, setting.limits().requestTimeout())) {
      tenant.people(many);
      setting.progress().println("rebuilding");
      rebuild(tenant, projection);
    }
    return figures;
  }

  private void rebuild(TrialTenant tenant, ScimClient projection) {
    long start = System.nanoTime();
    projection
        .post(PATH, JsonObject.EMPTY)
        .expecting(202)
        .ifPresent(failure -> {
          throw new IllegalStateException("The projection does not rebuild: " + failure);
        });
    tenant.awaitCount("Decisions that are folded", 0, () -> -unfolded(status(projection)));
    double seconds = (System.nanoTime() - start) / 1e9;
    tenant.awaitCount("Phases of the rebuild", OVER, () -> phase(status(projection)));
    JsonObject end = status(projection);
    figures.add(Figure.of(WORKLOAD, "people", many, ""));
    figures.add(Figure.of(WORKLOAD, "decisions", TrialTenant.number(end, "done"), ""));
    figures.add(Figure.of(WORKLOAD, "until all is folded", seconds, "s"));
    figures.add(Figure.of(WORKLOAD, "facts folded", many / seconds, "/s"));
    figures.add(
        Figure.of(WORKLOAD, "until it serves, compared", (System.nanoTime() - start) / 1e9, "s"));
    boolean failed = end.text("phase").filter(FAILED::equals).isPresent();
    figures.add(Figure.none(WORKLOAD, "rebuilds that failed", failed ? 1 : 0, ""));
    figures.add(Figure.none(WORKLOAD, "differences", differences(end), ""));
  }

  private JsonObject place() {
    var json = new JsonCodec(JsonLimits.CLIENT);
    try {
      return json.readObject(Files.readAllBytes(setting.operationsFile()));
    } catch (IOException e) {
      throw new IllegalStateException("The file cannot be read: " + setting.operationsFile(), e);
    }
  }

  private static JsonObject status(ScimClient projection) {
    var answer = projection.get(PATH);
    return answer.status() == 200 ? ScimClient.json(answer) : JsonObject.EMPTY;
  }

  /// How many decisions are not folded yet; as far as it is known, there is one at least until the
  /// phase says that all are.
  private static long unfolded(JsonObject status) {
    return phase(status) > 0
        ? 0
        : Math.max(1, TrialTenant.number(status, "total") - TrialTenant.number(status, "done"));
  }

  /// The number of the phase; a failure is the last one.
  private static int phase(JsonObject status) {
    String phase = status.text("phase").orElse("");
    return phase.equals(FAILED) ? OVER : Math.max(0, PHASES.indexOf(phase));
  }

  private static long differences(JsonObject status) {
    return status.get("differences") instanceof JsonArray(var found) ? found.size() : 0;
  }
}
