package dev.rollcall.ingress.journal.http;

import dev.rollcall.ingress.journal.DecisionLookup;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/// Finds decisions by the query side.
@Configuration(proxyBeanMethods = false)
class LookupConfiguration {

  @Bean
  DecisionLookup decisionLookup(Reads reads) {
    var codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
    // A projection that does not answer is asked again; the deadline of the request ends it.
    return request ->
        reads
            .decision(request.tenant(), request.id())
            .map(codec::decode)
            .onErrorResume(_ -> Mono.empty());
  }
}
