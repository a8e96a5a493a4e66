package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Some apps of the driver's that answer at once.
final class Apps implements AutoCloseable {
  static final String PREFIX = "app-";

  private final List<PeopleApp> apps = new ArrayList<>();
  private final List<TargetApp> servers = new ArrayList<>();

  private Apps(int many) {
    for (int i = 0; i < many; i++) {
      var app = new PeopleApp();
      apps.add(app);
      servers.add(TargetApp.start(0, app));
    }
  }

  static Apps start(int many) {
    return new Apps(many);
  }

  List<PeopleApp> all() {
    return apps;
  }

  /// Returns the entries of all apps, which are called `app-0` and so on.
  List<JsonObject.Builder> entries(TrialTenant tenant) {
    var entries = new ArrayList<JsonObject.Builder>();
    for (int i = 0; i < servers.size(); i++) {
      entries.add(tenant.target(name(i), servers.get(i).url("/scim/v2")));
    }
    return entries;
  }

  static String name(int number) {
    return PREFIX + number;
  }

  long sum(ToLongFunction<PeopleApp> count) {
    return apps.stream().mapToLong(count).sum();
  }

  /// Returns when the first write reached any of them.
  long firstNanos() {
    return apps.stream().mapToLong(it -> it.watch().firstNanos()).min().orElseThrow();
  }

  /// Returns when the last write reached any of them.
  long lastNanos() {
    return apps.stream().mapToLong(it -> it.watch().lastNanos()).max().orElseThrow();
  }

  @Override
  public void close() {
    servers.forEach(TargetApp::close);
  }
}
