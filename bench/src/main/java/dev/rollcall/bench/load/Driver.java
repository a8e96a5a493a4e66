package dev.rollcall.bench.load;

import dev.rollcall.bench.load.Measurement.Tally;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Runs an exchange under a load and measures it.
public final class Driver {
  private final Ticker ticker;

  public Driver(Ticker ticker) {
    this.ticker = ticker;
  }

  /// Runs until a bound of the load is reached and everything under way is answered.
  public Measurement run(Load load, Exchange exchange) throws InterruptedException {
    long start = ticker.nanos();
    var numbers = new AtomicLong();
    var workers = new ArrayList<Callable<Tally>>();
    for (int i = 0; i < load.concurrency(); i++) {
      workers.add(() -> work(load, exchange, start, numbers));
    }
    var tallies = new ArrayList<Tally>();
    try (var threads = Executors.newFixedThreadPool(load.concurrency())) {
      for (var worker : threads.invokeAll(workers)) {
        tallies.add(worker.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A worker of the driver broke", e);
    }
    return Tally.total(tallies, start);
  }

  private Tally work(Load load, Exchange exchange, long start, AtomicLong numbers) {
    var tally = new Tally(start);
    while (true) {
      long number = numbers.getAndIncrement();
      long intended = load.pace().intended(start, number, ticker.nanos());
      if (number >= load.requestsMax() || intended - start >= load.duration().toNanos()) {
        return tally;
      }
      ticker.awaitUntil(intended);
      Optional<String> failure = exchange.next();
      long end = ticker.nanos();
      failure.ifPresentOrElse(kind -> tally.failed(kind, end), () -> tally.answered(intended, end));
    }
  }
}
