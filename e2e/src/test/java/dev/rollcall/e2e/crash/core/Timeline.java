package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The logs in a form that questions can be asked of: each decision once, in order.
final class Timeline {
  private static final String BULK_ID = "bulkId:";

  private final List<Decision> decisions;
  private final Map<String, Decision> byRequest = new HashMap<>();
  private final Map<String, List<Asking>> byCall = new HashMap<>();

  private Timeline(List<Decision> decisions) {
    this.decisions = decisions;
  }

  static Timeline of(Logs logs) {
    var once = new TreeMap<Integer, TreeMap<Long, Decision>>();
    for (Deciding each : logs.decisions()) {
      once.computeIfAbsent(each.partition(), _ -> new TreeMap<>())
          .putIfAbsent(each.decision().seq(), each.decision());
    }
    var all = new ArrayList<Decision>();
    once.values().forEach(partition -> all.addAll(partition.values()));
    var timeline = new Timeline(all);
    all.forEach(it -> timeline.byRequest.putIfAbsent(it.requestId().value(), it));
    logs.requests().stream()
        .sorted(Comparator.comparingInt(Asking::partition).thenComparingLong(Asking::offset))
        .forEach(it -> timeline.byCall.computeIfAbsent(it.call(), _ -> new ArrayList<>()).add(it));
    return timeline;
  }

  /// Each decision once, partition by partition, in order.
  List<Decision> decisions() {
    return decisions;
  }

  Optional<Decision> decision(String requestId) {
    return Optional.ofNullable(byRequest.get(requestId));
  }

  /// The records that a call left on the requests log, in order. A bulk request may be recorded in
  /// parts: of an operation they are those that have it.
  List<Asking> of(Call call) {
    return byCall.getOrDefault(call.id(), List.of()).stream()
        .filter(it -> !call.isOperation() || it.operations().contains(call.operation()))
        .toList();
  }

  /// The request whose decision a call was told of: the answer names one, also to a bulk request
  /// that was recorded as several.
  String request(Call call, String named) {
    List<Asking> records = of(call);
    return !call.isOperation() || records.isEmpty() ? named : records.getLast().requestId();
  }

  /// How a request was answered; of an operation, how that was.
  Optional<Outcome> outcome(Call call, String requestId) {
    return decision(requestId).flatMap(it -> outcome(call, it));
  }

  static Optional<Outcome> outcome(Call call, Decision decision) {
    return call.isOperation() && decision.outcome() instanceof Performed performed
        ? outcome(performed, call.operation())
        : Optional.of(decision.outcome());
  }

  /// Where a call has an operation as a member, the user that it made.
  String member(Call call, String member) {
    return member.startsWith(BULK_ID)
        ? byCall.getOrDefault(call.id(), List.of()).stream()
            .flatMap(it -> decision(it.requestId()).stream())
            .flatMap(it -> made(it, member.substring(BULK_ID.length())).stream())
            .findFirst()
            .orElse(member)
        : member;
  }

  private static Optional<String> made(Decision decision, String operation) {
    return decision.outcome() instanceof Performed performed
            && outcome(performed, operation).orElse(null) instanceof Accepted accepted
        ? Optional.of(accepted.resource().id().value())
        : Optional.empty();
  }

  private static Optional<Outcome> outcome(Performed performed, String operation) {
    return performed.operations().stream()
        .filter(it -> operation.equals(it.bulkId()))
        .map(PerformedOperation::outcome)
        .findFirst();
  }
}
