package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An app that takes some calls a second, by a token bucket, and answers 429 to the others.
final class LimitedApp implements TargetApp.Behaviour {
  private final PeopleApp app = new PeopleApp();
  private final TokenBucket bucket;
  private final List<Taken> calls = new ArrayList<>();

  LimitedApp(TokenBucket bucket) {
    this.bucket = bucket;
  }

  /// A call.
  ///
  /// @param admitted false where the answer was 429
  private record Taken(long nanos, boolean admitted) {}

  /// What came in some time.
  ///
  /// @param calls all of them
  /// @param admitted those that were not answered 429
  record Window(long calls, long admitted) {}

  @Override
  public Reply reply(Call call) {
    long retryAfter = take(System.nanoTime());
    return retryAfter == 0
        ? app.reply(call)
        : new Reply(429, "{\"status\":\"429\"}", Map.of("Retry-After", String.valueOf(retryAfter)));
  }

  private synchronized long take(long now) {
    long retryAfter = bucket.take(now);
    calls.add(new Taken(now, retryAfter == 0));
    return retryAfter;
  }

  /// Returns when the first call came, or the largest number where none did.
  synchronized long firstNanos() {
    return calls.isEmpty() ? Long.MAX_VALUE : calls.getFirst().nanos();
  }

  /// Returns what came from one time to before another.
  synchronized Window between(long from, long to) {
    var within = calls.stream().filter(it -> it.nanos() >= from && it.nanos() < to).toList();
    return new Window(within.size(), within.stream().filter(Taken::admitted).count());
  }
}
