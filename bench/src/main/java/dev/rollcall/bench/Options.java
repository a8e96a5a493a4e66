package dev.rollcall.bench;

import dev.rollcall.bench.scim.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
/// @param concurrency the closed-loop runs of each workload
/// @param rates the open-loop runs of each workload, requests a second
/// @param seconds the length of each run
/// @param warmup the length of the run before the runs of each workload, whose figures are dropped
/// @param json where the report for tools goes, null for nowhere
record Options(
    List<Workload> workloads,
    boolean delivery,
    boolean fairness,
    TrialOptions trials,
    List<Integer> concurrency,
    List<Double> rates,
    Duration seconds,
    Duration warmup,
    long requestsMax,
    Size size,
    Where where,
    @Nullable Path json) {
  static final String USAGE =
      """
      usage: ./rollcall bench [WORKLOAD...] --rollcall-json FILE | --url URL --token TOKEN  [OPTION VALUE]...
      workloads: post-users get filter patch add-member change-member change-100-members
        list-first list-last delivery   (all of them where none is named), and where they are named
        fairness, replay, throttled, redrive, deadtarget
        --rollcall-json FILE  the file that `./rollcall up` writes
        --url, --token        the SCIM base URL and its token, instead of the file
        --concurrency LIST    closed-loop runs, requests under way at once (1,16,64; - for none)
        --rate LIST           open-loop runs, requests a second (25; - for none)
        --seconds N           length of each run (20)
        --warmup-seconds N    length of the run before, whose figures are dropped (20)
        --requests-max N      no run makes more requests than this (200000)
        --pool N              users made for the workloads that read or change (500)
        --preload N           more users that are made first, in bulk, and not touched (0)
        --group-size N        members of the group of change-member and change-100-members (0);
                              they are among those of --preload
        --targets-file FILE   delivery, trials: the connector's TARGETS_FILE (targets.json beside FILE)
        --target-ports A,B    delivery: ports of the driver's SCIM and webhook targets (any free)
        --people N            replay (100000), redrive (10000), deadtarget (1000 a round): how many
        --lanes LIST          replay: over how many targets the people are spread, a run each (1,16)
        --max-in-flight N     replay, redrive, deadtarget: maxInFlight of the targets (the connector's)
        --minutes N           throttled: how long, after a first minute (5)
        --tenant NAME         delivery, fairness: the tenant of the token (demo)
        --credentials-file F  fairness, trials: ingress's CREDENTIALS_FILE (credentials.json beside FILE)
        --partitions N        fairness: TOPIC_PARTITIONS; both tenants are put into one (12)
        --json FILE           writes the figures as JSON as well
             ./rollcall bench compare SERVERS --out DIR [WORKLOAD...] [OPTION VALUE]...
        measures each server of the JSON file SERVERS, one after the other, and writes DIR/comparison.md and
        DIR/comparison.svg: {"servers":[{"name":"…","start":["…"],"url":"…","token":"…","readySeconds":120}]},
        with "placeFile" in the place of "url" and "token" where the server writes a file like rollcall.json, and no "start"
        where one runs already
      exit: 0 all answered as expected, 1 some not, 2 the command line is wrong
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "--rollcall-json",
          "--url",
          "--token",
          "--concurrency",
          "--rate",
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
    concurrency = List.copyOf(concurrency);
    rates = List.copyOf(rates);
  }

  /// How large the directory is made.
  ///
  /// @param pool users that are worked on
  /// @param preload users that are only there
  /// @param group members of the group whose members change
  record Size(int pool, int preload, int group) {}

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
    boolean all = names.isEmpty();
    boolean delivery = names.remove("delivery") || all;
    boolean fairness = names.remove("fairness");
    var trials = TrialOptions.take(names, values, limits);
    return new Options(
        all ? Arrays.asList(Workload.values()) : workloads(names),
        delivery,
        fairness,
        trials,
        concurrency,
        rates,
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
    int group = whole(values, "--group-size", 0, limits.crowdMax());
    int preload = whole(values, "--preload", group, limits.crowdMax());
    if (preload < group) {
      throw new IllegalArgumentException("--group-size takes no more than --preload makes");
    }
    return new Size(positive(values, "--pool", 500, limits.poolMax()), preload, group);
  }

  private static List<Workload> workloads(List<String> names) {
    return names.stream()
        .map(name ->
            Workload.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no workload " + name)))
        .toList();
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

  private static double number(String text, String option) {
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
