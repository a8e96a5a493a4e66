package dev.rollcall.e2e.crash.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log of a process, with what was put aside when it grew too long: `….1` is the part before,
/// `….2` the one before that.
final class LogFiles {
  private LogFiles() {}

  private record Part(int age, Path file) {}

  /// Returns the parts that are there, the oldest first.
  static List<Path> of(Path log) throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(log.getFileName().toString()) + "(?:\\.(\\d+))?");
    var parts = new ArrayList<Part>();
    try (var files = Files.list(log.toAbsolutePath().getParent())) {
      for (Path file : files.toList()) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          String age = matcher.group(1);
          parts.add(new Part(age == null ? 0 : Integer.parseInt(age), file));
        }
      }
    }
    return parts.stream()
        .sorted(Comparator.comparingInt(Part::age).reversed())
        .map(Part::file)
        .toList();
  }
}
