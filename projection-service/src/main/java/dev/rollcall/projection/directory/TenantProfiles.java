package dev.rollcall.projection.directory;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;

/// The profiles of tenants for reads. One that was read is used for a moment; who knows of a newer
/// one says so and gets it, so that a definition that was answered is there for the next read.
public final class TenantProfiles {
  /// How long a definition may go unnoticed that nobody who asks knows of.
  static final Duration AGE_MAX = Duration.ofSeconds(1);

  /// Beyond this all are forgotten.
  private static final int TENANTS_MAX = 10_000;

  private final DirectoryStore store;
  private final InstantSource clock;
  private final ConcurrentMap<TenantId, Known> known = new ConcurrentHashMap<>();

  public TenantProfiles(DirectoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Known(Profile profile, long version, Instant readAt) {}

  /// The profile of a tenant.
  ///
  /// @param versionMin the version that it has at least; 0 where the asker knows of none
  Mono<Profile> of(TenantId tenant, long versionMin) {
    Known cached = known.get(tenant);
    boolean fresh =
        cached != null
            && cached.version() >= versionMin
            && clock.instant().isBefore(cached.readAt().plus(AGE_MAX));
    return cached != null && fresh ? Mono.just(cached.profile()) : read(tenant);
  }

  private Mono<Profile> read(TenantId tenant) {
    Instant now = clock.instant();
    return store
        .definitions(tenant)
        .map(definitions -> {
          var read = new Known(profile(definitions), version(definitions), now);
          if (known.size() >= TENANTS_MAX) {
            known.clear();
          }
          known.put(tenant, read);
          return read.profile();
        });
  }

  private static Profile profile(List<StoredDefinition> definitions) {
    Profile profile = Profile.STANDARD;
    for (StoredDefinition definition : definitions) {
      profile = profile.with(definition.kind(), definition.name(), definition.document());
    }
    return profile;
  }

  /// Rises with every definition, because each of them only rises.
  public static long version(List<StoredDefinition> definitions) {
    return definitions.stream().mapToLong(StoredDefinition::version).sum();
  }
}
