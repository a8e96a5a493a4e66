package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.bench.load.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// An app that takes its time for each call.
final class SlowApp implements TargetApp.Behaviour {
  private final PeopleApp app = new PeopleApp();
  private final AtomicInteger calls = new AtomicInteger();
  private final Ticker ticker;
  private final Duration each;

  /// Makes an app.
  ///
  /// @param each how long a call takes
  SlowApp(Ticker ticker, Duration each) {
    this.ticker = ticker;
    this.each = each;
  }

  @Override
  public Reply reply(Call call) {
    calls.incrementAndGet();
    ticker.awaitUntil(ticker.nanos() + each.toNanos());
    return app.reply(call);
  }

  /// Returns how many calls came.
  int calls() {
    return calls.get();
  }
}
