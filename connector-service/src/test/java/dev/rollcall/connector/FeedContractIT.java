package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FeedConsumer.Event;
import dev.rollcall.connector.FeedConsumer.Page;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever reads a feed relies on, while it is written: over HTTP, by pages, by pages that
/// wait and by events. What is full or kept no more is in [FeedKeepingIT].
class FeedContractIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final int PEOPLE = 20;
  private static final int CHANGES = 6;

  private final DecisionFeed decisions = DecisionFeed.shared();
  private final String tenant = "feed-contract-" + TENANTS.incrementAndGet();
  private final Map<Integer, Integer> versions = new HashMap<>();
  private @Nullable Connector started;

  @BeforeEach
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(FeedConsumer.entry("people", tenant)));
  }

  @AfterEach
  void stop() {
    connector().close();
  }

  @Test
  void a_page_whose_answer_was_lost_is_the_same_when_it_is_asked_for_again() {
    everybody();
    connector().awaitApplied(tenant);
    Page first = consumer().page("?limit=4");
    assertThat(consumer().page("?limit=4")).isEqualTo(first);
    String more = "?limit=4&after=" + first.next();
    Page second = consumer().page(more);

    change(0);
    connector().awaitApplied(tenant);
    assertThat(consumer().page("?limit=4")).isEqualTo(first);
    assertThat(consumer().page(more)).isEqualTo(second);

    // What is acknowledged changes where whoever says nothing begins, and no page behind a cursor.
    consumer().acknowledge(second.next());
    assertThat(consumer().page(more)).isEqualTo(second);
    assertThat(consumer().page("?limit=4").entries()).doesNotContainAnyElementsOf(second.entries());
  }

  @Test
  void all_readers_see_one_order_and_in_it_that_of_each_person_while_it_is_written() {
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          everybody();
          for (int round = 0; round < CHANGES; round++) {
            IntStream.range(0, PEOPLE).forEach(this::change);
          }
          connector().awaitApplied(tenant);
        });

    List<JsonObject> waited = readUntil(writer, "?limit=7&wait=1");

    try (var stream = consumer().stream("", null)) {
      List<Event> events = stream.next(waited.size());
      assertThat(events).extracting(Event::data).isEqualTo(waited);
    }
    assertThat(readUntil(writer, "?limit=3")).isEqualTo(waited);
    assertThat(waited).extracting(it -> it.text("cursor")).doesNotHaveDuplicates();
    for (int person = 0; person < PEOPLE; person++) {
      String mine = id(person);
      List<JsonObject> told =
          waited.stream().filter(it -> FeedConsumer.line(it).endsWith(" " + mine)).toList();
      assertThat(told.getFirst().text("type")).contains("user.created");
      // One entry may stand for several changes, and none comes behind a later one.
      List<Integer> seen = told.stream().map(FeedContractIT::version).toList();
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen.getLast()).isEqualTo(versions.get(person));
    }
  }

  @Test
  void whoever_begins_with_the_present_state_while_it_changes_misses_nothing() {
    everybody();
    connector().awaitApplied(tenant);
    var told = new ArrayList<JsonObject>();
    Page page = consumer().page("?from=present&limit=3");
    int round = 0;
    while (!page.caughtUp() || round < PEOPLE) {
      told.addAll(page.entries());
      if (round < PEOPLE) {
        changeSomehow(round++);
        connector().awaitApplied(tenant);
      }
      page = consumer().page("?limit=3&after=" + page.next());
    }
    told.addAll(page.entries());

    Map<String, JsonObject> followed = folded(told);
    assertThat(followed).isEqualTo(folded(read("?from=present")));
    assertThat(followed).isEqualTo(folded(read("?limit=1000")));
    assertThat(followed).hasSize(PEOPLE);
  }

  @Test
  void what_is_acknowledged_never_goes_back_however_acknowledgements_overtake_each_other() {
    everybody();
    connector().awaitApplied(tenant);
    List<JsonObject> all = consumer().page("").entries();
    List<CompletableFuture<Connector.Answer>> under =
        IntStream.of(3, 9, 1, 7, 5, 9)
            .mapToObj(index -> all.get(index).text("cursor").orElseThrow())
            .map(cursor -> CompletableFuture.supplyAsync(() -> consumer().acknowledge(cursor)))
            .toList();
    for (CompletableFuture<Connector.Answer> one : under) {
      assertThat(one.join().status()).isEqualTo(200);
    }

    assertThat(consumer().page("").entries()).isEqualTo(all.subList(10, all.size()));
    Connector.Answer late = consumer().acknowledge(all.getFirst().text("cursor").orElseThrow());
    assertThat(late.body().text("acknowledged")).isEqualTo(all.get(9).text("cursor"));
  }

  @Test
  void a_stream_that_is_cut_anywhere_goes_on_without_a_gap_and_without_a_repeat() {
    everybody();
    connector().awaitApplied(tenant);
    List<JsonObject> all = consumer().page("?limit=1000").entries();
    var told = new ArrayList<JsonObject>();
    @Nullable String last = null;
    while (told.size() < all.size()) {
      int some = Math.min(3, all.size() - told.size());
      try (var stream = consumer().stream("", last)) {
        List<Event> events = stream.next(some);
        events.forEach(event -> told.add(event.data()));
        last = events.getLast().id();
      }
    }
    assertThat(told).isEqualTo(all);
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private FeedConsumer consumer() {
    return new FeedConsumer(connector(), tenant, "people");
  }

  /// Reads on until nothing more is written.
  private List<JsonObject> readUntil(CompletableFuture<Void> writer, String query) {
    var told = new ArrayList<JsonObject>();
    Page page = consumer().page(query);
    boolean written = writer.isDone();
    while (!page.caughtUp() || !written) {
      told.addAll(page.entries());
      written = writer.isDone();
      page = consumer().page(query + "&after=" + page.next());
    }
    told.addAll(page.entries());
    writer.join();
    return told;
  }

  private List<JsonObject> read(String query) {
    var told = new ArrayList<JsonObject>();
    Page page = consumer().page(query);
    told.addAll(page.entries());
    while (!page.caughtUp()) {
      page = consumer().page("?after=" + page.next());
      told.addAll(page.entries());
    }
    return told;
  }

  /// What a consumer has that takes each entry as it comes.
  private static Map<String, JsonObject> folded(List<JsonObject> told) {
    var people = new HashMap<String, JsonObject>();
    for (JsonObject entry : told) {
      JsonObject data = FeedConsumer.data(entry);
      String id = data.text("id").orElseThrow();
      if (entry.text("type").orElseThrow().equals("user.deleted")) {
        people.remove(id);
      } else {
        people.put(id, data);
      }
    }
    return people;
  }

  private void everybody() {
    IntStream.range(0, PEOPLE).forEach(this::person);
  }

  private void person(int person) {
    versions.put(person, 1);
    decisions.publish(tenant, Facts.created(Facts.user(id(person)), document(person, 1)));
  }

  private void change(int person) {
    int version = versions.merge(person, 1, Integer::sum);
    decisions.publish(
        tenant, Facts.changed(Facts.user(id(person)), version, document(person, version)));
  }

  /// Another kind of change for each of four, and somebody new beside who goes.
  private void changeSomehow(int person) {
    int version = versions.merge(person, 1, Integer::sum);
    var user = Facts.user(id(person));
    Fact fact =
        switch (person % 4) {
          case 0 -> Facts.changed(user, version, document(person, version));
          case 1 -> Facts.deactivated(user, version, document(person, version));
          case 2 -> Facts.deleted(user, version);
          default -> Facts.changed(user, version, document(person, version));
        };
    decisions.publish(tenant, fact);
    if (fact instanceof Fact.ResourceDeleted) {
      person(PEOPLE + person);
    }
  }

  private static String id(int person) {
    return "u" + person;
  }

  private static JsonObject document(int person, int version) {
    return Facts.person("person-" + person).with("title", new JsonString("v" + version));
  }

  private static int version(JsonObject entry) {
    return Integer.parseInt(FeedConsumer.data(entry).text("title").orElseThrow().substring(1));
  }
}
