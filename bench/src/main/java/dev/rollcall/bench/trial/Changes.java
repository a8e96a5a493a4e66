package dev.rollcall.bench.trial;

import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.scim.Answer;
import dev.rollcall.bench.scim.EntraMessages;
import dev.rollcall.bench.scim.ScimClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Changes some people again and again while a trial runs. Each change has a number, so that a
/// target sees whether changes of a person come in their order.
final class Changes implements AutoCloseable {
  private final ScimClient client;
  private final List<String> people;
  private final long everyNanos;
  private final Map<String, Long> last = new TreeMap<>();
  private final Thread thread;
  private volatile boolean ended;
  private volatile String failure = "";

  private Changes(ScimClient client, List<String> people, Duration every) {
    this.client = client;
    this.people = List.copyOf(people);
    this.everyNanos = every.toNanos();
    this.thread = Thread.ofPlatform().name("changes").unstarted(this::change);
  }

  /// Begins.
  ///
  /// @param every the time from one change to the next, each of another person
  static Changes begin(ScimClient client, List<String> people, Duration every) {
    var changes = new Changes(client, people, every);
    changes.thread.start();
    return changes;
  }

  private void change() {
    Ticker ticker = Ticker.system();
    long start = ticker.nanos();
    for (long number = 1; !ended && failure.isEmpty(); number++) {
      String person = people.get((int) (number % people.size()));
      Answer answer =
          client.patch(
              "/Users/" + person, EntraMessages.replaceFamilyName(Account.changed(number)));
      failure = answer.expecting(200, 204).orElse("");
      last.put(person, number);
      ticker.awaitUntil(start + number * everyNanos);
    }
  }

  /// Ends and returns the number of the last change of each person who was changed.
  ///
  /// @throws IllegalStateException where the platform refused one
  Map<String, Long> end() throws InterruptedException {
    close();
    thread.join();
    if (!failure.isEmpty()) {
      throw new IllegalStateException("A change is refused: " + failure);
    }
    return last;
  }

  @Override
  public void close() {
    ended = true;
  }
}
