package dev.rollcall.connector.outbound;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import java.net.URI;
import reactor.core.publisher.Mono;

/// HTTP to a target that makes no request without the [Clearance] of the attempt that it belongs
/// to. What belongs to none, as a test call does, is made.
public record AskingOutbound(Outbound target) implements Outbound {

  @Override
  public Mono<Reply> send(HttpCall call) {
    return Mono.deferContextual(context ->
        context
            .<Clearance>getOrEmpty(Clearance.class)
            .map(clearance ->
                clearance.mayCall().flatMap(free -> free ? target.send(call) : putOff()))
            .orElseGet(() -> target.send(call)));
  }

  private static Mono<Reply> putOff() {
    return Mono.just(
        new Unanswered(
            Failure.of(
                FailureKind.PUT_OFF, "The target wanted a pause before this could be asked")));
  }

  @Override
  public Mono<Failure> authorize() {
    return target.authorize();
  }

  @Override
  public Mono<Failure> lookUp(URI url) {
    return target.lookUp(url);
  }
}
