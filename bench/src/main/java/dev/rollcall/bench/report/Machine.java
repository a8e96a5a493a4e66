package dev.rollcall.bench.report;

import dev.rollcall.schemas.json.JsonObject;

/// The machine that the driver ran on, as far as the driver can tell.
public record Machine(int cores, String system, String java) {

  /// Returns this machine.
  public static Machine present() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version().toString());
  }

  JsonObject toJson() {
    return JsonObject.builder().put("cores", cores).put("system", system).put("java", java).build();
  }
}
