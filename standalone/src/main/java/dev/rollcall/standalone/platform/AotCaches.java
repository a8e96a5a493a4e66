package dev.rollcall.standalone.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The caches of all parts of a platform that can have one.
///
/// @param byPart by what a user calls the part
record AotCaches(Map<String, AotCache> byPart) {

  static AotCaches of(List<ServiceSpec> services, Path checkout) {
    var caches = new LinkedHashMap<String, AotCache>();
    services.forEach(spec -> caches.put(spec.name(), AotCache.of(spec)));
    KafkaMachine.cache(checkout).ifPresent(it -> caches.put("Kafka", it));
    return new AotCaches(caches);
  }

  /// Removes them.
  void forget() {
    byPart.values().forEach(AotCache::forget);
  }

  /// The parts that have none of this build.
  List<String> missing() {
    return byPart.entrySet().stream()
        .filter(it -> !it.getValue().isOfThisBuild())
        .map(Map.Entry::getKey)
        .toList();
  }
}
