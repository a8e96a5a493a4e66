package dev.rollcall.standalone;

import dev.rollcall.standalone.targets.Apply.How;
import dev.rollcall.standalone.targets.Place.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the command line says of `targets apply`.
///
/// @param file the targets file
record TargetsArguments(Path file, Said place, How how) {
  private static final Set<String> SWITCHES = Set.of("--dry-run", "--prune", "--no-call");
  private static final Set<String> OPTIONS = Set.of("--data", "--url", "--token-file", "--tenant");

  /// Reads the command line, from its second word on.
  ///
  /// @throws IllegalArgumentException with one sentence on what is wrong
  static TargetsArguments parse(String[] args) {
    List<String> words = new ArrayList<>();
    Set<String> switches = new HashSet<>();
    var options = new HashMap<String, String>();
    for (int i = 1; i < args.length; i++) {
      if (SWITCHES.contains(args[i])) {
        switches.add(args[i]);
      } else if (OPTIONS.contains(args[i])) {
        if (i + 1 >= args.length || args[i + 1].isBlank()) {
          throw new IllegalArgumentException(args[i] + " wants a value");
        }
        options.put(args[i], args[++i]);
      } else if (args[i].startsWith("-")) {
        throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      } else {
        words.add(args[i]);
      }
    }
    if (words.size() != 2 || !words.getFirst().equals("apply")) {
      throw new IllegalArgumentException("targets wants: apply FILE");
    }
    return new TargetsArguments(
        Path.of(words.getLast()),
        new Said(
            Optional.ofNullable(options.get("--data")).map(Path::of),
            Optional.ofNullable(options.get("--url")),
            Optional.ofNullable(options.get("--token-file")).map(Path::of)),
        new How(
            Optional.ofNullable(options.get("--tenant")),
            switches.contains("--dry-run"),
            switches.contains("--prune"),
            !switches.contains("--no-call")));
  }
}
