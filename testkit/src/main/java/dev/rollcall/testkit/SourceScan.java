package dev.rollcall.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// House rules that only the source text shows: file size, package pages, and no `default` beside
/// type patterns, where it would swallow a variant that is added later.
public final class SourceScan {
  private static final int LINES_MAX = 300;
  private static final Pattern TYPE_PATTERN =
      Pattern.compile(
          "\\bcase\\s+(?:[A-Z]\\w*\\.)*[A-Z]\\w*(?:<[^>]*>)?\\s*(?:\\(|_\\b|[a-z]\\w*\\s*(?:->|when))");
  private static final Pattern SWITCH = Pattern.compile("\\bswitch\\s*\\(");

  /// From the making of a thread to the end of the statement.
  private static final Pattern OWN_THREAD =
      Pattern.compile("\\bThread\\s*\\.ofPlatform\\(\\)[^;]*\\.(?:start|unstarted)\\([^;]*;");

  private final Path sources;

  public SourceScan(Path sources) {
    this.sources = sources;
  }

  /// Returns one sentence for each broken rule.
  public List<String> findings() {
    var findings = new ArrayList<String>();
    Set<Path> packages = new HashSet<>();
    try (var files = Files.walk(sources)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
        packages.add(file.getParent());
        check(file, findings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path each : packages) {
      if (!Files.exists(each.resolve("package-info.java"))) {
        findings.add(each + " has no package-info.java: say what belongs there and what must not");
      }
    }
    return findings;
  }

  /// Returns one sentence for each thread that an `Error` would end in silence. Executors are left
  /// out: what they run hands its failure on.
  List<String> unguardedThreads() {
    try (var files = Files.walk(sources)) {
      return files
          .filter(it -> it.toString().endsWith(".java"))
          .sorted()
          .flatMap(SourceScan::unguardedThreads)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> unguardedThreads(Path file) {
    try {
      return OWN_THREAD
          .matcher(withoutCommentsAndStrings(Files.readString(file)))
          .results()
          .filter(it -> !it.group().contains("BrokenProcess.guarding("))
          .map(_ -> file + " starts a thread that an Error ends in silence: guard what it runs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path file, List<String> findings) throws IOException {
    String text = Files.readString(file);
    long lines = text.lines().count();
    if (lines > LINES_MAX) {
      findings.add(file + " has " + lines + " lines, more than " + LINES_MAX + ": split it");
    }
    String code = withoutCommentsAndStrings(text);
    var matcher = SWITCH.matcher(code);
    while (matcher.find()) {
      String body = topLevel(code, code.indexOf('{', matcher.end()));
      if (TYPE_PATTERN.matcher(body).find() && body.contains("default ->")) {
        findings.add(file + " has `default` beside type patterns: name every variant");
      }
    }
  }

  /// The text of a block without the text of blocks inside it.
  private static String topLevel(String code, int open) {
    var body = new StringBuilder();
    int depth = 0;
    for (int i = Math.max(open, 0); i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        if (depth == 0) {
          break;
        }
      } else if (depth == 1) {
        body.append(c);
      }
    }
    return body.toString();
  }

  private static String withoutCommentsAndStrings(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("//[^\\n]*", "")
        .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
        .replaceAll("\"(?:[^\"\\\\\\n]|\\\\.)*\"", "\"\"")
        .replaceAll("'(?:[^'\\\\\\n]|\\\\.)+'", "' '");
  }
}
