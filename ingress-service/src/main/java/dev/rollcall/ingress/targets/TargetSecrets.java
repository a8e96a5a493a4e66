package dev.rollcall.ingress.targets;

import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.schemas.sealing.SealingException;
import dev.rollcall.scim.administration.SecretMembers;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Seals the secrets of a target. The file of keys is read each time, so that a key that was added
/// seals at once.
public final class TargetSecrets {
  private final @Nullable Path keyFile;
  private final SecureRandom random = new SecureRandom();

  /// @param keyFile null where there is none
  public TargetSecrets(@Nullable Path keyFile) {
    this.keyFile = keyFile;
  }

  /// Returns a body with every secret in it sealed; what is sealed or kept already stays.
  ///
  /// @return fails with [SealingException] where there are no keys
  public Mono<JsonObject> sealed(TenantId tenant, String target, JsonObject body) {
    boolean none =
        SecretMembers.NAMES.stream()
            .map(body::get)
            .noneMatch(value -> value != null && SecretMembers.isClear(value));
    return none
        ? Mono.just(body)
        : Mono.fromCallable(() -> sealed(sealer(), tenant, target, body))
            .subscribeOn(Schedulers.boundedElastic());
  }

  private Sealer sealer() {
    if (keyFile == null) {
      throw new SealingException("SEALING_KEY_FILE is not set");
    }
    return new Sealer(LocalKeys.of(keyFile, random), random);
  }

  private static JsonObject sealed(Sealer sealer, TenantId tenant, String target, JsonObject body) {
    JsonObject.Builder sealed = body.toBuilder();
    for (String name : SecretMembers.NAMES) {
      Json value = body.get(name);
      if (value != null && SecretMembers.isClear(value)) {
        var place = new Sealer.Place(tenant.value(), ReservedType.TARGET.id(target).value(), name);
        sealed.put(
            name,
            SecretMembers.each(
                value,
                each ->
                    JsonObject.of(
                        SecretMembers.SEALED, sealer.seal(place, ((JsonString) each).value()))));
      }
    }
    return sealed.build();
  }
}
