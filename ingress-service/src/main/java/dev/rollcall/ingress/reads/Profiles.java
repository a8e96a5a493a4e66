package dev.rollcall.ingress.reads;

import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The profiles of tenants. One that is known is used at once and asked for again behind the
/// client's back when it is a little old, so that no request waits for it; a definition that was
/// made by way of this front door is there for the next request.
public final class Profiles {
  /// From this age on a profile is asked for again.
  static final Duration FRESH = Duration.ofSeconds(2);

  /// Beyond this all are forgotten.
  private static final int TENANTS_MAX = 10_000;

  private static final Logger log = LoggerFactory.getLogger(Profiles.class);

  private final Reads reads;
  private final InstantSource clock;
  private final ConcurrentMap<TenantId, Known> known = new ConcurrentHashMap<>();

  public Profiles(Reads reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
  }

  private record Known(TenantProfile profile, Instant askAgainAt) {}

  /// The profile of a tenant; fails with [ReadsUnavailableException] where it was never known and
  /// cannot be read now.
  public Mono<TenantProfile> of(TenantId tenant) {
    Known cached = known.get(tenant);
    if (cached == null) {
      return read(tenant);
    }
    if (!clock.instant().isBefore(cached.askAgainAt())) {
      // Noted first, so that one request asks and not all that come meanwhile.
      known.replace(tenant, cached, fresh(cached.profile()));
      read(tenant)
          .subscribeOn(Schedulers.parallel())
          .subscribe(_ -> {}, e -> log.debug("A profile stays as it was known: {}", e.toString()));
    }
    return Mono.just(cached.profile());
  }

  /// Reads the profile anew: a definition was decided.
  public Mono<TenantProfile> changed(TenantId tenant) {
    return read(tenant);
  }

  private Mono<TenantProfile> read(TenantId tenant) {
    return reads.profile(tenant).map(profile -> keep(tenant, profile));
  }

  /// Answers may overtake each other on the way; definitions only rise.
  private TenantProfile keep(TenantId tenant, TenantProfile read) {
    if (known.size() >= TENANTS_MAX) {
      known.clear();
    }
    return known
        .merge(
            tenant,
            fresh(read),
            (before, now) ->
                before.profile().version() > now.profile().version()
                    ? fresh(before.profile())
                    : now)
        .profile();
  }

  private Known fresh(TenantProfile profile) {
    return new Known(profile, clock.instant().plus(FRESH));
  }
}
