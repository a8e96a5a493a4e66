package dev.rollcall.connector.targets;

import dev.rollcall.connector.targets.Roster.Entry;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps a target back until the past of its tenant is folded: a new database has a log with a past
/// where the one before was lost. A lane that was made before would live through it once more, and
/// make accounts for people who have left since. One that is made behind it begins with the
/// present.
final class PastFirst {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration SOON_FOR = Duration.ofMinutes(1);

  private final long begunNanos = System.nanoTime();
  private final Past past;
  private final int partitions;
  private Set<Integer> folded = Set.of();
  private Set<String> kept = Set.of();
  private @Nullable String sentence;

  /// @param partitions how many the log has
  PastFirst(Past past, int partitions) {
    this.past = past;
    this.partitions = partitions;
  }

  /// Those that may begin. The others are kept back, until the next call.
  List<Entry> of(List<Entry> entries) {
    look(entries);
    kept =
        entries.stream()
            .filter(it -> !isFolded(it.target()))
            .map(it -> it.target().id())
            .collect(Collectors.toUnmodifiableSet());
    sentence =
        kept.isEmpty()
            ? null
            : "%d targets begin when intake has read what the decisions log had before"
                .formatted(kept.size());
    return entries.stream().filter(it -> !kept.contains(it.target().id())).toList();
  }

  /// The targets that are kept back.
  Set<String> kept() {
    return kept;
  }

  /// How long to wait for the next look: not long while some are kept back. Where that lasts, it is
  /// a long past or one that stops.
  Duration untilNext(Duration otherwise) {
    boolean lasts = System.nanoTime() - begunNanos > SOON_FOR.toNanos();
    return kept.isEmpty() || lasts ? otherwise : SOON;
  }

  /// Says in one sentence that some are kept back, where that is so.
  Optional<String> sentence() {
    return Optional.ofNullable(sentence);
  }

  /// Says whether more may begin than by the last call.
  boolean isOver() {
    return !kept.isEmpty() && !past.foldedPartitions().equals(folded);
  }

  /// What is folded stays so: it is asked for only where somebody waits for it.
  private void look(List<Entry> entries) {
    if (!entries.stream().allMatch(it -> isFolded(it.target()))) {
      folded = past.foldedPartitions();
    }
  }

  private boolean isFolded(Target target) {
    return folded.contains(Topics.partitionOf(new TenantId(target.tenant()), partitions));
  }
}
