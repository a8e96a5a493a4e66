package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Resources that are made before a run and used in it.
///
/// @param users the users, in no particular order
/// @param groups the groups, empty at first
/// @param crowded groups of a chosen size that others than the users are in
public record Pool(List<Made> users, List<Made> groups, List<Crowded> crowded) {
  private static final int CONCURRENCY = 16;
  private static final Duration DURATION_MAX = Duration.ofMinutes(10);

  public Pool {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    crowded = List.copyOf(crowded);
  }

  /// A resource of the pool.
  ///
  /// @param name its `userName` or `displayName`
  public record Made(String id, String name) {}

  /// A group that others are in.
  ///
  /// @param size how many are in it
  public record Crowded(String id, int size) {}

  /// Makes a pool on the platform.
  ///
  /// @throws IllegalStateException where the platform does not create one of the resources
  public static Pool make(ScimClient client, Names names, int users, int groups)
      throws InterruptedException {
    return new Pool(
        create(users, () -> user(client, names.nextUser())),
        create(groups, () -> group(client, names.nextGroup())),
        List.of());
  }

  /// Returns the pool with one more group of a chosen size.
  ///
  /// @param members the ids of who is in it
  public Pool withGroupOf(ScimClient client, Names names, List<String> members)
      throws InterruptedException {
    String group = create(1, () -> group(client, names.nextGroup())).getFirst().id();
    Crowd.join(client, group, members);
    var all = new ArrayList<>(crowded);
    all.add(new Crowded(group, members.size()));
    return new Pool(users, groups, all);
  }

  private static Created user(ScimClient client, String name) {
    return new Created(name, client.post("/Users", EntraMessages.user(name)));
  }

  private static Created group(ScimClient client, String name) {
    return new Created(name, client.post("/Groups", EntraMessages.group(name)));
  }

  private static List<Made> create(int count, Creation creation) throws InterruptedException {
    List<Made> made = Collections.synchronizedList(new ArrayList<>());
    var load = new Load(new Pace.Closed(), CONCURRENCY, DURATION_MAX, count);
    Measurement measurement =
        new Driver(Ticker.system())
            .run(
                load,
                () -> {
                  Created created = creation.next();
                  var failure = created.answer().expecting(201);
                  if (failure.isEmpty()) {
                    made.add(new Made(created.id(), created.name()));
                  }
                  return failure;
                });
    if (made.size() != count) {
      throw new IllegalStateException(
          "Only " + made.size() + " of " + count + " were created: " + measurement.failures());
    }
    return made;
  }

  @FunctionalInterface
  private interface Creation {
    Created next();
  }

  private record Created(String name, Answer answer) {
    String id() {
      return ScimClient.json(answer)
          .text("id")
          .orElseThrow(() -> new IllegalStateException("A created resource has no id"));
    }
  }
}
