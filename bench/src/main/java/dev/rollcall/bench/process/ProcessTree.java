package dev.rollcall.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Some processes with all that they started.
///
/// @param roots their ids
public record ProcessTree(List<Long> roots) {
  /// The unit of times in `/proc`, on every architecture that Linux runs Java on.
  private static final long MILLIS_PER_TICK = 10;

  private static final double KIB_PER_MIB = 1024;
  private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  /// `utime`, `stime`, and both of children that have ended: fields 14 to 17 of proc(5), counted
  /// behind the name, which may contain anything.
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  public ProcessTree {
    roots = List.copyOf(roots);
  }

  /// Returns the processor time that they have taken, in milliseconds. That of processes that ended
  /// is in it where a process of the tree has waited for them.
  public OptionalLong processorMillis() {
    long[] ticks = pids().map(ProcessTree::ticks).toArray();
    return ticks.length == 0 || LongStream.of(ticks).sum() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(LongStream.of(ticks).sum() * MILLIS_PER_TICK);
  }

  /// Returns the memory that they hold, in MiB; what several share counts once (`Pss`).
  public OptionalDouble memoryMebibytes() {
    double kibibytes =
        pids()
            .mapToObj(pid -> text(Path.of("/proc", Long.toString(pid), "smaps_rollup")))
            .mapToLong(ProcessTree::proportional)
            .sum();
    return kibibytes == 0 ? OptionalDouble.empty() : OptionalDouble.of(kibibytes / KIB_PER_MIB);
  }

  private LongStream pids() {
    return roots.stream()
        .flatMap(root -> ProcessHandle.of(root).stream())
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .mapToLong(ProcessHandle::pid)
        .distinct();
  }

  private static long ticks(long pid) {
    return ticks(text(Path.of("/proc", Long.toString(pid), "stat")));
  }

  /// Returns the clock ticks of a process and its ended children.
  ///
  /// @param stat its `/proc/PID/stat`; empty where it has ended
  static long ticks(String stat) {
    return stat.isEmpty()
        ? 0
        : Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
            .skip(FIRST_TIME)
            .limit(TIMES)
            .mapToLong(Long::parseLong)
            .sum();
  }

  private static long proportional(String rollup) {
    return PROPORTIONAL
        .matcher(rollup)
        .results()
        .mapToLong(it -> Long.parseLong(it.group(1)))
        .sum();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      // Processes end while they are looked at, and those of others cannot be read.
      return "";
    }
  }
}
