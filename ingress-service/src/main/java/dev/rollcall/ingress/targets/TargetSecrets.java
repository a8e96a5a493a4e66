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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /// Secrets that are not sealed under the newest key.
  ///
  /// @param keyIds the key of each by its member, where there is one
  public record Outdated(String newestKey, SortedMap<String, String> keyIds) {}

  /// Says which secrets of a configuration are sealed under a key of before.
  ///
  /// @return fails with [SealingException] where there are no keys
  public Mono<Outdated> outdated(JsonObject document) {
    return Mono.fromCallable(() -> outdated(sealer(), document))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static Outdated outdated(Sealer sealer, JsonObject document) {
    var keyIds = new TreeMap<String, String>();
    for (String name : SecretMembers.NAMES) {
      for (JsonObject sealed : inside(document.get(name))) {
        if (!sealer.isNewest(sealed)) {
          keyIds.put(name, sealed.text("keyId").orElse(""));
        }
      }
    }
    return new Outdated(sealer.newestKey(), keyIds);
  }

  private static List<JsonObject> inside(@Nullable Json value) {
    if (value == null || !SecretMembers.isSealed(value)) {
      return List.of();
    }
    var all = new ArrayList<JsonObject>();
    var _ =
        SecretMembers.each(
            value,
            each -> {
              all.add(SecretMembers.inside(each));
              return each;
            });
    return all;
  }

  /// Seals the secrets of before under the newest key. They are opened in memory, and nowhere else.
  ///
  /// @return a merge patch with those secrets; fails with [SealingException] where one cannot be
  ///   opened
  public Mono<JsonObject> resealed(TenantId tenant, String target, JsonObject document) {
    return Mono.fromCallable(() -> resealed(sealer(), tenant, target, document))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static JsonObject resealed(
      Sealer sealer, TenantId tenant, String target, JsonObject document) {
    String owner = ReservedType.TARGET.id(target).value();
    var patch = JsonObject.builder();
    for (String name : outdated(sealer, document).keyIds().keySet()) {
      patch.put(
          name,
          SecretMembers.each(
              Objects.requireNonNull(document.get(name)),
              each -> {
                var from =
                    new Sealer.Place(tenant.value(), owner, SecretMembers.sealedFor(name, each));
                String clear = sealer.open(from, SecretMembers.inside(each));
                var to = new Sealer.Place(tenant.value(), owner, name);
                return JsonObject.of(SecretMembers.SEALED, sealer.seal(to, clear));
              }));
    }
    return patch.build();
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
