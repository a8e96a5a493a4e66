package dev.rollcall.connector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.Limits;
import dev.rollcall.connector.feed.Feeds.From;
import dev.rollcall.connector.feed.Feeds.Shown;
import dev.rollcall.connector.feed.Feeds.Which;
import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Within;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A stream of a feed that has very many entries.
class FollowTest {
  private static final long MANY = 1_000_000;
  private static final Limits.Feed LIMITS = Limits.Feed.STANDARD;
  private static final Which PEOPLE = new Which("demo", "people");

  private final ManyEntries reader = new ManyEntries();
  private final FeedBell bell = new FeedBell(reader, LIMITS);
  private final Feeds feeds = new Feeds(reader, new NoProgress(), bell, LIMITS);

  @BeforeEach
  void start() {
    bell.start();
  }

  @AfterEach
  void stop() {
    bell.stop();
  }

  @Test
  void a_consumer_that_takes_nothing_has_no_more_than_a_page_read_ahead() {
    var taken = new ArrayList<Shown>();
    var slow =
        new BaseSubscriber<Shown>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            // It asks when the test says so.
          }

          @Override
          protected void hookOnNext(Shown shown) {
            taken.add(shown);
          }
        };
    stream().subscribe(slow);
    assertThat(reader.asked).isLessThanOrEqualTo(1);

    slow.request(1);
    assertThat(taken).hasSize(1);
    assertThat(reader.asked).isLessThanOrEqualTo(2);
    slow.request(3);
    assertThat(taken).hasSize(4);
    assertThat(reader.asked).isLessThanOrEqualTo(5);
    assertThat(taken.getLast().page().next()).isEqualTo(new Behind(4L * LIMITS.streamPage()));

    assertThat(feeds.waiting()).isEqualTo(1);
    slow.cancel();
    assertThat(feeds.waiting()).isZero();
  }

  @Test
  void a_stream_ends_with_the_service_and_at_an_entry_that_is_kept_no_more() {
    reader.prunedBehind = 2L * LIMITS.streamPage();
    List<Shown> all = Objects.requireNonNull(stream().collectList().block());
    assertThat(all).hasSize(2);
    assertThat(feeds.waiting()).isZero();

    reader.prunedBehind = MANY;
    bell.stop();
    assertThat(Objects.requireNonNull(stream().collectList().block())).hasSize(1);
  }

  private Flux<Shown> stream() {
    Reply<Flux<Shown>> reply =
        Objects.requireNonNull(feeds.follow(PEOPLE, new From(null, false)).block());
    assertThat(reply).isInstanceOf(Reply.Good.class);
    return ((Reply.Good<Flux<Shown>>) reply).it();
  }

  private static final class ManyEntries implements FeedReader {
    private int asked;

    /// From this position on everything is gone when it is asked for.
    private long prunedBehind = MANY;

    @Override
    public Mono<Feed> find(String tenant, String targetName) {
      return Mono.just(new Feed(targetName, new Cursors(new byte[32]), new Extent(MANY, 0, 0)));
    }

    @Override
    public Mono<Slice> after(String lane, long position, int limit) {
      return Mono.fromSupplier(() -> {
        asked++;
        long pruned = position >= prunedBehind ? MANY : 0;
        return new Slice(
            new Extent(MANY, pruned, pruned),
            LongStream.rangeClosed(position + 1, position + limit)
                .mapToObj(ManyEntries::entry)
                .toList());
      });
    }

    private static Entry entry(long position) {
      return new Entry(
          new Behind(position), "updated", Facts.user("u1"), Instant.EPOCH, JsonObject.EMPTY);
    }

    @Override
    public Mono<List<Entry>> present(String lane, Within place, int limit) {
      return Mono.just(List.of());
    }

    @Override
    public Mono<Map<String, Long>> heads(Collection<String> lanes) {
      return Mono.just(Map.of());
    }
  }

  private static final class NoProgress implements FeedProgress {
    @Override
    public Mono<Extent> acknowledge(String lane, long position) {
      return Mono.empty();
    }

    @Override
    public Mono<Extent> seek(String lane, long position) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> leavers() {
      return Mono.empty();
    }

    @Override
    public Mono<Long> prune(int batch) {
      return Mono.just(0L);
    }

    @Override
    public Flux<Lag> lags() {
      return Flux.empty();
    }

    @Override
    public Mono<Boolean> acknowledged(String tenant, String lane, String resourceId) {
      return Mono.empty();
    }

    @Override
    public Mono<Lag> lag(String tenant, String lane) {
      return Mono.empty();
    }
  }
}
