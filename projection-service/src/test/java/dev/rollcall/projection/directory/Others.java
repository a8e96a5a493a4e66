package dev.rollcall.projection.directory;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes and creates users while somebody walks through them: 50 deletions at least, and on until
/// it is stopped.
final class Others implements Callable<Void> {
  private static final int USERS = 20_000;
  private static final int DELETED_LEAST = 50;
  private static final int DELETED_MOST = 500;

  private final LoadedDirectory loaded;
  private final Random random;
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  Others(LoadedDirectory loaded, Random random) {
    this.loaded = loaded;
    this.random = random;
  }

  /// Who was deleted.
  Set<String> gone() {
    return gone;
  }

  /// Lets it end.
  void stop() {
    stopped = true;
  }

  @Override
  public Void call() throws Exception {
    for (int i = 0; i < DELETED_MOST && !(stopped && gone.size() >= DELETED_LEAST); i++) {
      String id = "u" + (1 + random.nextInt(USERS));
      gone.add(id);
      loaded.execute("DELETE FROM proj_v1.resource WHERE id = '" + id + "'");
      loaded.execute(
          """
          INSERT INTO proj_v1.resource
          SELECT tenant, 'new%1$d', type, 1, document, search, NULL, '%2$s%1$d', NULL, true, now(),
            now(), 30000 + %1$d
          FROM proj_v1.resource WHERE tenant = 't1' LIMIT 1
          """
              // In front of the others and behind them, where walks are sorted by the name.
              .formatted(i, i % 2 == 0 ? "aa" : "zz"));
    }
    return null;
  }
}
