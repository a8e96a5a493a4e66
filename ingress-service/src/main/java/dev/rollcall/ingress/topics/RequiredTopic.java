package dev.rollcall.ingress.topics;

import dev.rollcall.ingress.Limits;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A topic as it must be (docs/contracts.md section 1).
public record RequiredTopic(
    String name, int partitions, short replication, Map<String, String> settings) {
  private static final int REQUEST_BYTES_MAX = 1_048_588;
  private static final int DECISION_BYTES_MAX = 8_388_608;

  /// How much of the notices is deleted at once.
  private static final Duration NOTICES_SEGMENT = Duration.ofMinutes(10);

  public RequiredTopic {
    settings = Map.copyOf(settings);
  }

  /// Returns the platform's topics.
  public static List<RequiredTopic> all(int partitions, short replication) {
    return List.of(
        topic(Topics.REQUESTS, partitions, replication, REQUEST_BYTES_MAX),
        topic(Topics.DECISIONS, partitions, replication, DECISION_BYTES_MAX),
        topic(Topics.DEAD_LETTERS, partitions, replication, DECISION_BYTES_MAX),
        notices(replication));
  }

  private static RequiredTopic notices(short replication) {
    RequiredTopic kept = topic(Topics.UNDELIVERED, 1, replication, REQUEST_BYTES_MAX);
    var settings = new HashMap<>(kept.settings());
    settings.put("retention.ms", Long.toString(Limits.STANDARD.undeliveredAgeMax().toMillis()));
    settings.put("segment.ms", Long.toString(NOTICES_SEGMENT.toMillis()));
    return new RequiredTopic(kept.name(), 1, replication, settings);
  }

  private static RequiredTopic topic(
      String name, int partitions, short replication, int recordBytesMax) {
    return new RequiredTopic(
        name,
        partitions,
        replication,
        Map.of(
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "cleanup.policy", "delete",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", Integer.toString(recordBytesMax),
            "min.insync.replicas", replication >= 3 ? "2" : "1"));
  }

  /// Says what is wrong with a topic that is there, or nothing.
  public Optional<String> fault(int actualPartitions, Map<String, String> actual) {
    if (actualPartitions != partitions) {
      return Optional.of(
          "Topic "
              + name
              + " has "
              + actualPartitions
              + " partitions instead of "
              + partitions
              + " (TOPIC_PARTITIONS)");
    }
    for (var setting : new TreeMap<>(settings).entrySet()) {
      String is = actual.getOrDefault(setting.getKey(), "nothing");
      if (!setting.getValue().equals(is)) {
        return Optional.of(
            "Topic "
                + name
                + " has "
                + setting.getKey()
                + "="
                + is
                + " instead of "
                + setting.getValue());
      }
    }
    return Optional.empty();
  }
}
