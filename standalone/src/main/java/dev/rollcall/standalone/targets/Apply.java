package dev.rollcall.standalone.targets;

import dev.rollcall.standalone.targets.core.Outcome;
import dev.rollcall.standalone.targets.core.Plan;
import dev.rollcall.standalone.targets.core.Plan.Step;
import dev.rollcall.standalone.targets.core.Recorded;
import dev.rollcall.standalone.targets.core.Report;
import dev.rollcall.standalone.targets.core.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Brings what is recorded into line with a targets file. Each difference is a request of its own:
/// one that is refused stops no other.
public final class Apply {
  private final How how;
  private final Report report;
  private final Consumer<String> out;

  /// How a file is applied.
  ///
  /// @param tenant the only one that is looked at; empty for all that the file names
  /// @param dryRun whether it is only said what would be done
  /// @param prune whether what the file does not have is taken away
  /// @param call whether apps are called before they are recorded
  public record How(Optional<String> tenant, boolean dryRun, boolean prune, boolean call) {}

  /// @param out takes lines
  public Apply(How how, Consumer<String> out) {
    this.how = how;
    this.report = new Report(how.dryRun());
    this.out = out;
  }

  /// Applies a file; returns whether nothing was refused.
  ///
  /// @throws TargetsException where what is recorded cannot be read; then nothing was done
  public boolean run(Wanted file, List<Administration> administrations)
      throws InterruptedException {
    Wanted wanted = how.tenant().map(file::of).orElse(file);
    Map<String, Administration> byTenant = new LinkedHashMap<>();
    Map<String, Recorded> recorded = new LinkedHashMap<>();
    for (Administration each : administrations) {
      Recorded there = each.recorded();
      byTenant.put(there.tenant(), each);
      if (concerns(wanted, there.tenant())) {
        recorded.put(there.tenant(), there);
      }
    }
    if (how.tenant().filter(it -> !byTenant.containsKey(it)).isPresent()) {
      throw new TargetsException(
          "no token of an administrator of the tenant '" + how.tenant().get() + "' was given");
    }
    for (Step step : Plan.of(wanted, recorded, how.prune()).steps()) {
      take(step, byTenant);
    }
    out.accept(report.sum());
    return !report.hasRefused();
  }

  /// A tenant of which the file says nothing keeps what it has, whoever's token is there.
  private boolean concerns(Wanted wanted, String tenant) {
    return how.tenant().map(tenant::equals).orElseGet(() -> wanted.tenants().contains(tenant));
  }

  private void take(Step step, Map<String, Administration> byTenant) throws InterruptedException {
    switch (step) {
      case Step.Tell(String who, Outcome outcome) -> out.accept(report.line(who, outcome));
      case Step.Save save -> {
        var target = save.entry().target();
        var to = Objects.requireNonNull(byTenant.get(target.tenant()));
        out.accept(report.line(target.toString(), save(save, to)));
      }
      case Step.Remove remove -> {
        var from = Objects.requireNonNull(byTenant.get(remove.target().tenant()));
        Outcome outcome = how.dryRun() ? new Outcome.Removed() : from.removed(remove);
        out.accept(report.line(remove.target().toString(), outcome));
      }
    }
  }

  /// The app is called once: before it is recorded, or instead.
  private Outcome save(Step.Save save, Administration to) throws InterruptedException {
    Outcome would = to.compared(save.entry(), how.dryRun() && how.call());
    return switch (would) {
      case Outcome.Created _, Outcome.Changed _ ->
          how.dryRun() ? would : to.saved(save, how.call(), would);
      case Outcome.Unchanged _, Outcome.Removed _, Outcome.Left _, Outcome.Refused _ -> would;
    };
  }
}
