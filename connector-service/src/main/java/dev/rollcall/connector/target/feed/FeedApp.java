package dev.rollcall.connector.target.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.feed.FeedBell;
import dev.rollcall.connector.feed.FeedLog;
import dev.rollcall.connector.feed.Terms;
import dev.rollcall.connector.feed.core.Draft;
import dev.rollcall.connector.feed.core.Telling;
import dev.rollcall.connector.feed.core.Told;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// A feed as a downstream app. What is asked for while a batch is written goes with the next one:
/// one lane appends one batch at a time, so that nobody queues for the feed's row.
final class FeedApp implements RemoteApp {
  private static final Logger log = LoggerFactory.getLogger(FeedApp.class);

  private final String tenant;
  private final OutboundRule rule;
  private final Terms terms;
  private final End end;
  private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  /// The end of feeds.
  record End(FeedLog log, FeedBell bell, Limits.Feed limits) {}

  /// @param over whether whoever asked has gone: nothing is told for them any more
  private record Asked(
      ResourceRef resource, Action.Call call, MonoSink<Answer> sink, AtomicBoolean over) {
    String id() {
      return resource.id().value();
    }
  }

  private record Written(Asked asked, Told.ByEntry entry) {}

  FeedApp(Site site, Terms terms, End end) {
    this.tenant = site.tenant();
    this.rule = site.rule();
    this.terms = terms;
    this.end = end;
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    return Mono.<Answer>create(
            sink -> {
              var over = new AtomicBoolean();
              sink.onDispose(() -> over.set(true));
              waiting.add(new Asked(resource, call, sink, over));
              write();
            })
        .timeout(
            rule.total(),
            Mono.just(failed(FailureKind.TIMEOUT, "PostgreSQL did not answer in time")));
  }

  private void write() {
    if (!writing.compareAndSet(false, true)) {
      return;
    }
    List<Asked> batch = batch();
    if (batch.isEmpty()) {
      writing.set(false);
      // Whoever came in between has seen that somebody writes.
      if (!waiting.isEmpty()) {
        write();
      }
      return;
    }
    append(batch)
        .timeout(rule.total())
        .onErrorResume(e -> unwritten(batch, e))
        .doFinally(_ -> {
          writing.set(false);
          write();
        })
        .subscribe(_ -> {}, e -> log.error("Feed {}: this is a bug", rule.name(), e));
  }

  /// A resource is in a batch once, since what is told of it next depends on what was told.
  private List<Asked> batch() {
    var batch = new ArrayList<Asked>();
    Set<String> ids = new HashSet<>();
    Asked next = waiting.peek();
    while (next != null
        && batch.size() < end.limits().batchMax()
        && (next.over().get() || ids.add(next.id()))) {
      if (!next.over().get()) {
        batch.add(next);
      }
      waiting.remove();
      next = waiting.peek();
    }
    return batch;
  }

  private Mono<Long> append(List<Asked> batch) {
    return end.log()
        .known(rule.name(), batch.stream().map(Asked::id).toList())
        .flatMap(known -> write(told(batch, known)));
  }

  /// Answers whoever needs no entry.
  private static List<Written> told(List<Asked> batch, Map<String, JsonObject> known) {
    var written = new ArrayList<Written>();
    for (Asked asked : batch) {
      switch (Telling.of(asked.resource(), asked.call(), known.get(asked.id()))) {
        case Told.Already(var answer) -> asked.sink().success(answer);
        case Told.ByEntry entry -> written.add(new Written(asked, entry));
      }
    }
    return written;
  }

  private Mono<Long> write(List<Written> written) {
    if (written.isEmpty()) {
      return Mono.empty();
    }
    List<Draft> drafts = written.stream().map(it -> it.entry().draft()).toList();
    return end.log()
        .append(rule.name(), tenant, terms, drafts)
        .doOnNext(head -> {
          end.bell().rang(rule.name(), head);
          written.forEach(it -> it.asked().sink().success(it.entry().answer()));
        })
        .switchIfEmpty(
            Mono.fromRunnable(() -> written.forEach(it -> it.asked().sink().success(full()))));
  }

  private Answer full() {
    return failed(
        FailureKind.FULL,
        "The consumer of the feed has "
            + terms.unacknowledgedMax()
            + " entries or more that it has not acknowledged");
  }

  /// The entries may be there: what was told is looked at before anything else is.
  private Mono<Long> unwritten(List<Asked> batch, Throwable e) {
    log.debug("Feed {} could not be written", rule.name(), e);
    Answer answer = failed(FailureKind.UNREACHABLE, "PostgreSQL did not take the entry");
    batch.forEach(asked -> asked.sink().success(answer));
    return Mono.empty();
  }

  private static Answer failed(FailureKind kind, String text) {
    return new Failed(Failure.of(kind, text));
  }
}
