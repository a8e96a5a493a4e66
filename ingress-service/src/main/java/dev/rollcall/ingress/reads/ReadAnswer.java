package dev.rollcall.ingress.reads;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/// An answer of another service of ours, to be passed on as it is.
///
/// @param etag the entity tag, or null
/// @param body the bytes as they arrive; read once
public record ReadAnswer(
    int status, @Nullable String etag, @Nullable String retryAfter, Flux<DataBuffer> body) {}
