package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Asked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Makes the bulk requests of one client: people of its own are created, others get other titles,
/// and one of the new ones joins the client's group.
final class Bulks {
  private static final int CREATES_MAX = 6;
  private static final int RETITLES_MAX = 12;

  /// One in how many is large, and how large.
  private static final int LARGE_ONE_IN = 4;

  private static final int LARGE = 34;
  private static final int CREATES_LARGE_MIN = 3;

  private final String client;
  private final Random random;
  private final Supplier<String> titles;
  private int made;

  /// @param titles gives one that nobody had
  Bulks(String client, Random random, Supplier<String> titles) {
    this.client = client;
    this.random = random;
    this.titles = titles;
  }

  /// @param people the ids of those that the client knows
  /// @param group the id of its group; empty where it has none
  Bulk next(List<String> people, String group) {
    made++;
    String name = client + "-bulk-" + made;
    boolean large = random.nextInt(LARGE_ONE_IN) == 0;
    int retitles =
        Math.min(people.size(), large ? LARGE - CREATES_LARGE_MIN : random.nextInt(RETITLES_MAX));
    int creates = large ? LARGE - retitles : 1 + random.nextInt(CREATES_MAX);
    var operations = new ArrayList<Asked>();
    for (int i = 0; i < creates; i++) {
      operations.add(new Asked.Create("User", name + "-" + i + Messages.DOMAIN, titles.get()));
    }
    var others = new ArrayList<>(people);
    Collections.shuffle(others, random);
    others.stream()
        .limit(retitles)
        .forEach(it -> operations.add(new Asked.Retitle(it, titles.get())));
    if (!group.isEmpty()) {
      int newest = random.nextInt(creates);
      // As far from what it refers to as can be.
      operations.add(new Asked.Join(group, "bulkId:" + Bulk.operation(name, newest)));
    }
    return new Bulk(name, operations);
  }
}
