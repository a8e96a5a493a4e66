package dev.rollcall.standalone.targets.core;

import dev.rollcall.standalone.targets.core.Wanted.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be done so that what is recorded is what a file says: removals last, and everything
/// else in the order of the file.
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /// One thing to do, or to say.
  public sealed interface Step {
    /// Compare an entry with what is recorded, and record it where it differs.
    ///
    /// @param version of what is recorded, null where nothing is
    record Save(Entry entry, @Nullable String version) implements Step {}

    /// Take away what the file does not have.
    record Remove(TargetName target, String version) implements Step {}

    /// Say how a target stands for which nothing is done.
    ///
    /// @param who the target, or the number of the entry where it has no name
    record Tell(String who, Outcome outcome) implements Step {}
  }

  /// Makes a plan.
  ///
  /// @param recorded of each tenant whose administrator's token is there, by the tenant
  /// @param prune whether what the file does not have is taken away
  public static Plan of(Wanted wanted, Map<String, Recorded> recorded, boolean prune) {
    var steps = new ArrayList<Step>();
    for (Entry entry : wanted.entries()) {
      Recorded there = recorded.get(entry.target().tenant());
      steps.add(
          there == null
              ? new Step.Tell(entry.toString(), noToken(entry.target()))
              : new Step.Save(entry, there.versions().get(entry.target().name())));
    }
    for (Wanted.Fault fault : wanted.faults()) {
      steps.add(new Step.Tell(fault.who(), new Outcome.Refused(fault.why())));
    }
    beside(wanted, recorded)
        .forEach((target, version) ->
            steps.add(
                prune && wanted.isEveryNameKnown()
                    ? new Step.Remove(target, version)
                    : new Step.Tell(target.toString(), new Outcome.Left(left(prune)))));
    return new Plan(steps);
  }

  private static Outcome noToken(TargetName target) {
    return new Outcome.Refused(
        "no token of an administrator of the tenant '" + target.tenant() + "' was given");
  }

  /// What is recorded and not in the file.
  private static Map<TargetName, String> beside(Wanted wanted, Map<String, Recorded> recorded) {
    var beside = new LinkedHashMap<TargetName, String>();
    for (Recorded each : recorded.values()) {
      each.versions()
          .forEach((name, version) -> {
            var target = new TargetName(each.tenant(), name);
            if (!wanted.names().contains(target)) {
              beside.put(target, version);
            }
          });
    }
    return beside;
  }

  private static String left(boolean prune) {
    return prune
        ? "an entry of the file has no name, and may be meant for it"
        : "it is not in the file; --prune takes it away";
  }
}
