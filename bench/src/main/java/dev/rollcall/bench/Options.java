package dev.rollcall.bench;

import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.scim.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The command line, read.
///
/// @param workloads what to run, in order; `delivery` is not among them
/// @param delivery whether to measure delivery
/// @param fairness whether to measure one tenant beside another
/// @param trials what delivery is put to
/// @param loads how a workload is driven that has no loads of its own
/// @param own how those are driven that have
/// @param rounds how often each run is made
/// @param seconds the length of each run
/// @param warmup the length of the run before the runs of each workload, whose figures are dropped
/// @param json where the report for tools goes, null for nowhere
record Options(
    List<Workload> workloads,
    boolean delivery,
    boolean fairness,
    TrialOptions trials,
    Loads loads,
    Map<Workload, Loads> own,
    int rounds,
    Duration seconds,
    Duration warmup,
    long requestsMax,
    Size size,
    Where where,
    @Nullable Path json) {
  /// The least number of runs that has a median other than a mean.
  private static final int ROUNDS = 3;

  private static final Set<String> KNOWN =
      Set.of(
          "--rollcall-json",
          "--url",
          "--token",
          "--concurrency",
          "--rate",
          "--rounds",
          "--seconds",
          "--warmup-seconds",
          "--requests-max",
          "--pool",
          "--preload",
          "--group-size",
          "--credentials-file",
          "--partitions",
          "--targets-file",
          "--target-ports",
          "--tenant",
          "--people",
          "--lanes",
          "--max-in-flight",
          "--minutes",
          "--json");

  Options {
    workloads = List.copyOf(workloads);
    own = Map.copyOf(own);
  }

  /// How large the directory is made.
  ///
  /// @param pool users that are worked on
  /// @param preload users that are only there
  /// @param groups members of each group whose members change
  record Size(int pool, int preload, List<Integer> groups) {
    Size {
      groups = List.copyOf(groups);
    }
  }

  /// Returns the runs of a workload.
  List<Load> loads(Workload workload, Limits limits) {
    return own.getOrDefault(workload, loads).all(seconds, requestsMax, limits);
  }

  /// Returns the runs of what has no loads of its own.
  List<Load> loads(Limits limits) {
    return loads.all(seconds, requestsMax, limits);
  }

  /// Where the platform and the driver's targets are.
  record Where(
      @Nullable Path rollcallJson,
      @Nullable String url,
      @Nullable String token,
      @Nullable Path targetsFile,
      @Nullable Path credentialsFile,
      int partitions,
      List<Integer> targetPorts,
      String tenant) {

    /// Returns a file that was named, or else the one beside the file of `./rollcall up`.
    ///
    /// @param option by which it is named
    Path beside(@Nullable Path named, String name, String option) {
      if (named != null) {
        return named;
      }
      if (rollcallJson == null) {
        throw new IllegalArgumentException("Needed: " + option + " or --rollcall-json");
      }
      return rollcallJson.resolveSibling(name);
    }
  }

  /// Reads a command line.
  ///
  /// @throws IllegalArgumentException with one sentence for the user
  static Options parse(List<String> arguments, Limits limits) {
    var names = new ArrayList<String>();
    var values = new HashMap<String, String>();
    sort(arguments, names, values);
    var concurrency =
        numbers(values, "--concurrency", "1,16,64").stream()
            .map(it -> positive(it, "--concurrency", limits.concurrencyMax()))
            .toList();
    var rates = numbers(values, "--rate", "25");
    if (concurrency.isEmpty() && rates.isEmpty()) {
      throw new IllegalArgumentException("Nothing to run: neither --concurrency nor --rate");
    }
    var own = own(names, limits);
    boolean all = names.isEmpty();
    boolean delivery = names.remove("delivery") || all;
    boolean fairness = names.remove("fairness");
    var trials = TrialOptions.take(names, values, limits);
    return new Options(
        all ? Arrays.asList(Workload.values()) : workloads(names),
        delivery,
        fairness,
        trials,
        new Loads(concurrency, rates),
        own,
        positive(values, "--rounds", ROUNDS, limits.roundsMax()),
        Duration.ofSeconds(positive(values, "--seconds", 20, 86_400)),
        Duration.ofSeconds(whole(values, "--warmup-seconds", 20, 86_400)),
        positive(values, "--requests-max", 200_000, limits.requestsMax()),
        size(values, limits),
        where(values),
        path(values, "--json"));
  }

  private static void sort(List<String> arguments, List<String> names, Map<String, String> values) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        names.add(argument);
      } else if (!KNOWN.contains(argument) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("Unknown option, or one without a value: " + argument);
      } else {
        values.put(argument, arguments.get(++i));
      }
    }
  }

  private static Size size(Map<String, String> values, Limits limits) {
    List<Integer> groups =
        numbers(values, "--group-size", "0").stream()
            .map(it -> whole(it, "--group-size", limits.crowdMax()))
            .toList();
    int largest = groups.stream().mapToInt(Integer::intValue).max().orElse(0);
    int preload = whole(values, "--preload", largest, limits.crowdMax());
    if (preload < largest) {
      throw new IllegalArgumentException("--group-size takes no more than --preload makes");
    }
    return new Size(positive(values, "--pool", 500, limits.poolMax()), preload, groups);
  }

  /// Takes the loads that stand behind names of workloads away from the names.
  private static Map<Workload, Loads> own(List<String> names, Limits limits) {
    var own = new EnumMap<Workload, Loads>(Workload.class);
    names.replaceAll(name -> {
      int sign = name.indexOf('=');
      if (sign < 0) {
        return name;
      }
      String workload = name.substring(0, sign);
      own.put(workload(workload), Loads.read(name.substring(sign + 1), limits));
      return workload;
    });
    return own;
  }

  private static Workload workload(String name) {
    return Workload.named(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no workload " + name));
  }

  private static List<Workload> workloads(List<String> names) {
    return names.stream().map(Options::workload).toList();
  }

  private static Where where(Map<String, String> values) {
    if (!values.containsKey("--rollcall-json")
        && !(values.containsKey("--url") && values.containsKey("--token"))) {
      throw new IllegalArgumentException("Needed: --rollcall-json, or --url and --token");
    }
    List<Integer> ports =
        numbers(values, "--target-ports", "0,0").stream()
            .map(it -> whole(it, "--target-ports", 65_535))
            .toList();
    if (ports.size() != 2) {
      throw new IllegalArgumentException("--target-ports takes two ports");
    }
    return new Where(
        path(values, "--rollcall-json"),
        values.get("--url"),
        values.get("--token"),
        path(values, "--targets-file"),
        path(values, "--credentials-file"),
        positive(values, "--partitions", 12, 10_000),
        ports,
        values.getOrDefault("--tenant", "demo"));
  }

  private static @Nullable Path path(Map<String, String> values, String option) {
    String value = values.get(option);
    return value == null ? null : Path.of(value);
  }

  static List<Double> numbers(Map<String, String> values, String option, String preset) {
    String list = values.getOrDefault(option, preset);
    if (list.equals("-")) {
      return List.of();
    }
    return Arrays.stream(list.split(",", -1)).map(it -> number(it, option)).toList();
  }

  static int whole(Map<String, String> values, String option, int preset, long max) {
    String value = values.get(option);
    return value == null ? preset : whole(number(value, option), option, max);
  }

  private static int whole(double value, String option, long max) {
    if (value != Math.rint(value) || value > max) {
      throw new IllegalArgumentException(option + " takes whole numbers up to " + max);
    }
    return (int) value;
  }

  static int positive(Map<String, String> values, String option, int preset, long max) {
    String value = values.get(option);
    return value == null ? preset : positive(number(value, option), option, max);
  }

  static int positive(double value, String option, long max) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " takes numbers from 1");
    }
    return whole(value, option, max);
  }

  static double number(String text, String option) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && value < Integer.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The same sentence serves for what is no number and for a number out of range.
    }
    throw new IllegalArgumentException(option + " takes numbers, not " + text);
  }
}
