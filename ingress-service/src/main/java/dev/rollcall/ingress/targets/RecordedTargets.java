package dev.rollcall.ingress.targets;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.administration.TargetDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to what is known of recorded targets.
public interface RecordedTargets {

  /// A configuration with its secrets sealed.
  record Recorded(long version, JsonObject document) {}

  /// What a connector says of a configuration.
  ///
  /// @param problems what is wrong with it, one sentence each
  /// @param unanswered how a test call went wrong, or null
  /// @param called whether there was a test call: where there was none, nobody knows how the app
  ///   answers
  record Verdict(List<String> problems, @Nullable String unanswered, boolean called) {
    /// Nobody had to be asked.
    public static final Verdict UNASKED = new Verdict(List.of(), null, false);

    public Verdict {
      problems = List.copyOf(problems);
    }
  }

  /// The configuration of a target, also where it is the mark of one that was deleted; empty where
  /// there never was one.
  Mono<Recorded> find(TenantId tenant, String name);

  /// The configuration that stands, without its version; an empty value where there is none.
  default Mono<Optional<JsonObject>> standing(TenantId tenant, String name) {
    return find(tenant, name)
        .map(Recorded::document)
        .filter(it -> !TargetDocument.isDeleted(it))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  /// A configuration with its name.
  record Named(String name, Recorded recorded) {}

  /// All configurations of a tenant, the marks of those that were deleted left out.
  Flux<Named> all(TenantId tenant);

  /// Has a configuration checked.
  ///
  /// @param document as it would be recorded
  /// @param call whether the app is called
  Mono<Verdict> check(TenantId tenant, String name, JsonObject document, boolean call);

  /// What a connector answers to a question.
  record Told(int status, JsonObject body) {}

  /// Asks what a target would get of a resource.
  Mono<Told> preview(TenantId tenant, String name, JsonObject question);
}
