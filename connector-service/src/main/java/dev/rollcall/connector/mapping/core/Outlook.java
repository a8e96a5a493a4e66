package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Barrier;
import dev.rollcall.connector.delivery.core.Desired;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.StateWork;
import dev.rollcall.connector.mapping.core.Shaped.Flawed;
import dev.rollcall.connector.mapping.core.Shaped.Inside;
import dev.rollcall.connector.mapping.core.Shaped.Outside;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies before a worker that took a lane key.
///
/// @param work what the target must have, and what it has
/// @param flaw why that is not all: the key is parked when the work is done, or null
/// @param parting what is to be stored besides when the key is left in order
public record Outlook(StateWork work, @Nullable Failure flaw, List<Effect> parting) {
  private static final String ACTIVE = "active";

  public Outlook {
    parting = List.copyOf(parting);
  }

  /// Says what a resource's target must have.
  public static Outlook of(ResourceRef resource, Material material, Shaping shaping) {
    JsonObject document = material.document();
    if (document == null) {
      return absent(resource, material, material.barriers());
    }
    var subject = new Subject(resource, document, material.memberOf(), material.managerRemoteId());
    // Who has an account already needs nothing that only a new one needs.
    Shaping asked = material.link() instanceof Linked ? shaping.requiring(Set.of()) : shaping;
    return switch (asked.of(subject)) {
      case Outside _ -> outside(resource, material);
      case Inside(var shape, _) ->
          new Outlook(
              present(resource, material, shape),
              null,
              material.inScope() ? List.of() : List.of(new ScopeChanged(true)));
      case Flawed flaw -> flawed(subject, material, flaw);
    };
  }

  /// Out of scope: gone from the target by its policy, as if deleted here. A reactivation meanwhile
  /// is none of the target's business.
  private static Outlook outside(ResourceRef resource, Material material) {
    List<Barrier> deactivations =
        material.barriers().stream()
            .filter(barrier -> barrier.kind() == Barrier.Kind.DEACTIVATED)
            .toList();
    Outlook gone = absent(resource, material, deactivations);
    return material.inScope()
        ? new Outlook(gone.work(), null, List.of(new ScopeChanged(false)))
        : gone;
  }

  private static Outlook absent(ResourceRef resource, Material material, List<Barrier> barriers) {
    return new Outlook(
        new StateWork(resource, new Desired.Absent(), material.link(), barriers, List.of(), false),
        null,
        List.of());
  }

  private static StateWork present(ResourceRef resource, Material material, JsonObject shape) {
    return new StateWork(
        resource,
        new Desired.Present(shape),
        material.link(),
        material.barriers(),
        material.gaps(),
        material.moreGaps());
  }

  /// The target keeps what it has, so that a broken mapping takes nothing away; but a leaver leaves
  /// and members come and go, since neither needs the mapping.
  private static Outlook flawed(Subject subject, Material material, Flawed flaw) {
    ResourceRef resource = subject.resource();
    boolean inactive = JsonBoolean.FALSE.equals(subject.document().get(ACTIVE));
    StateWork work =
        switch (material.link()) {
          case Unlinked _ -> absent(resource, material, material.barriers()).work();
          case Intended(var intended, _) -> present(resource, material, kept(intended, inactive));
          case Linked linked -> present(resource, material, kept(linked.shadow(), inactive));
        };
    return new Outlook(work, flaw.failure(resource), List.of());
  }

  private static JsonObject kept(JsonObject known, boolean inactive) {
    return inactive ? known.with(ACTIVE, JsonBoolean.FALSE) : known;
  }
}
