package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.EventTaken;
import dev.rollcall.connector.delivery.core.Effect.GapsSettled;
import dev.rollcall.connector.delivery.core.Effect.LeaverBack;
import dev.rollcall.connector.delivery.core.Effect.LeaverNoted;
import dev.rollcall.connector.delivery.core.Effect.LeaverOut;
import dev.rollcall.connector.delivery.core.Effect.MembershipsOwed;
import dev.rollcall.connector.delivery.core.Effect.PresenceMarked;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Leaving.Basis;
import dev.rollcall.connector.delivery.core.Presence;
import dev.rollcall.connector.mapping.core.Passage.Sent;
import dev.rollcall.connector.mapping.core.Passage.Silent;
import dev.rollcall.connector.mapping.core.Passage.Stuck;
import dev.rollcall.connector.mapping.core.Shaped.Flawed;
import dev.rollcall.connector.mapping.core.Shaped.Inside;
import dev.rollcall.connector.mapping.core.Shaped.Outside;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// Decides what a receiver of events is told of a resource, where a scope or a mapping stands
/// between it and the facts.
///
/// Whoever comes into scope is told of as created, and whoever falls out of it as deleted, by the
/// fact that does it or, where a group or the configuration does, by an event of its own. The
/// filter is asked of what each fact says, so that nothing is told that was true outside of the
/// scope; the groups are those of now.
public final class Admission {
  private final Occasion occasion;
  private final Shaping shaping;
  private final Acquaintance known;
  private final Company company;

  /// Whether a scope has a say. Where none ever had, the receiver was told everything.
  private final boolean tracked;

  private final List<Passage> passages = new ArrayList<>();

  /// Whether it belongs at the receiver as it is now.
  private final boolean inside;

  private Presence presence;
  private boolean stored;
  private long tellings;
  private boolean partedAgain;

  private Admission(Occasion occasion, Shaping shaping, Acquaintance known, Company company) {
    this.occasion = occasion;
    this.shaping = shaping;
    this.known = known;
    this.company = company;
    Presence before = known.presence();
    this.tracked = before != null || !shaping.scope().isEverything();
    this.stored = before != null;
    this.tellings = known.tellings();
    Acquaintance.Present now = known.present();
    this.inside =
        now != null
            && shaping
                .scope()
                .judge(occasion.resource(), now.document(), known.memberOf())
                .inside();
    this.presence = before != null ? before : tracked ? Presence.UNTOLD : Presence.TOLD;
  }

  /// Returns what the receiver is told, in order, if each of it is taken.
  public static List<Passage> of(
      Occasion occasion, Shaping shaping, Acquaintance known, Company company) {
    return new Admission(occasion, shaping, known, company).passages();
  }

  private List<Passage> passages() {
    List<Event> events = occasion.events();
    for (int index = 0; index < events.size(); index++) {
      Passage passage = passage(events.get(index), index);
      passages.add(passage);
      if (passage instanceof Stuck) {
        return passages;
      }
    }
    if (!tracked && !known.gaps().isEmpty()) {
      passages.add(new Silent(List.of(new GapsSettled(known.gaps()))));
    }
    if (tracked && !occasion.more()) {
      present();
      if (!known.gaps().isEmpty()) {
        passages.add(
            new Memberships(occasion, known, company).owed(passages, presence == Presence.TOLD));
      }
    }
    return passages;
  }

  private Passage passage(Event event, int index) {
    return switch (event.fact()) {
      case ResourceCreated it -> state(event, it.document(), index);
      case ResourceChanged it -> state(event, it.document(), index);
      case ResourceDeactivated it -> state(event, it.document(), index);
      case ResourceReactivated it -> state(event, it.document(), index);
      case ResourceDeleted _ when !tracked -> Passage.plain(event);
      case ResourceDeleted _ -> presence == Presence.UNTOLD ? gone(event) : left(event);
      case MembersAdded it when presence == Presence.TOLD ->
          new Memberships(occasion, known, company)
              .added(event, it, tracked)
              .orElseGet(() -> silent(event));
      case MembersRemoved it when presence != Presence.UNTOLD ->
          new Memberships(occasion, known, company)
              .removed(event, it)
              .orElseGet(() -> silent(event));
      // What the group has then is told of when it comes in.
      case MembersAdded _, MembersRemoved _ -> silent(event);
    };
  }

  private Passage state(Event event, JsonObject document, int index) {
    return switch (shaped(document)) {
      case Outside _ when isPast(event) && inside -> silent(event);
      case Outside _ -> presence == Presence.UNTOLD ? gone(event) : left(event);
      case Inside _ when isPast(event) && !inside && presence != Presence.TOLD -> silent(event);
      case Inside(var shape, _) ->
          presence == Presence.TOLD ? sent(event, shape) : entered(event, shape);
      case Flawed flaw -> flawed(event, flaw, index);
    };
  }

  private Shaped shaped(JsonObject document) {
    return shaping.of(new Subject(occasion.resource(), document, known.memberOf(), null));
  }

  /// What the directory has now may belong otherwise than the last fact: a group or the
  /// configuration has changed.
  private void present() {
    Acquaintance.Present now = known.present();
    if (now == null) {
      return;
    }
    if (inside && presence != Presence.TOLD) {
      passages.add(
          switch (shaped(now.document())) {
            case Inside(var shape, _) -> entered(ofItsOwn(now.version()), shape);
            case Flawed flaw -> new Stuck(flaw.failure(occasion.resource()));
            case Outside _ -> throw new IllegalStateException("Inside and outside at once");
          });
    } else if (!inside && presence != Presence.UNTOLD) {
      passages.add(left(ofItsOwn(now.version())));
    }
  }

  private Event ofItsOwn(long version) {
    ResourceRef resource = occasion.resource();
    return occasion.ofItsOwn(
        "msg_scope-" + resource.id().value(), new ResourceDeleted(resource, version));
  }

  private Passage sent(Event event, JsonObject shape) {
    return shaping.mappings().containsKey(occasion.resource().type())
        ? new Sent(List.of(), event.telling(StateFacts.with(event.fact(), shape)), taken(event))
        : Passage.plain(event);
  }

  private Passage entered(Event event, JsonObject shape) {
    Fact fact = event.fact();
    var before = new ArrayList<Effect>();
    if (presence == Presence.LEAVING) {
      before.add(new LeaverBack());
    }
    before.addAll(mark(Presence.ENTERING));
    var told = new ResourceCreated(occasion.resource(), fact.version(), shape, List.of());
    List<Effect> after = taken(event);
    after.addAll(mark(Presence.TOLD));
    // Whoever is created has members by the facts that follow.
    boolean own = occasion.resource().type().equals("Group") && !(fact instanceof ResourceCreated);
    after.add(new MembershipsOwed(own));
    return new Sent(before, numbered(event, told), after);
  }

  private Passage left(Event event) {
    // Of who leaves by the directory it is noted when it is taken in.
    boolean byScope =
        occasion.resource().type().equals("User")
            && (event.standsForNoFact() || !event.fact().isDeparture());
    var before = new ArrayList<Effect>();
    if (byScope && presence != Presence.LEAVING) {
      before.add(new LeaverNoted());
    }
    before.addAll(mark(Presence.LEAVING));
    var told = new ResourceDeleted(occasion.resource(), event.fact().version());
    List<Effect> after = taken(event);
    after.addAll(mark(Presence.UNTOLD));
    if (byScope) {
      after.add(new LeaverOut(Long.MAX_VALUE, Basis.ANSWER));
    }
    return new Sent(before, numbered(event, told), after);
  }

  /// A replay goes by the scope of now: what was so then moves nobody in or out.
  private static boolean isPast(Event event) {
    return event.replayId() != null;
  }

  /// Whoever is not known there is not told of, except that a replay tells once more of who was.
  private Passage gone(Event event) {
    if (!isPast(event) || tellings == 0 || partedAgain) {
      return silent(event);
    }
    partedAgain = true;
    var told = new ResourceDeleted(occasion.resource(), event.fact().version());
    return new Sent(List.of(), numbered(event, told), taken(event));
  }

  private Passage silent(Event event) {
    var effects = new ArrayList<Effect>();
    if (event.fact().isDeparture()) {
      effects.add(new LeaverOut(event.seq(), Basis.KNOWN));
    }
    effects.addAll(taken(event));
    if (!stored) {
      effects.addAll(mark(presence));
    }
    return new Silent(effects);
  }

  /// A leaver leaves whatever the mapping says. Anything else is left out where a later state
  /// follows, which says all that this one would have said; else somebody must look at it.
  private Passage flawed(Event event, Flawed flaw, int index) {
    if (event.fact() instanceof ResourceDeactivated) {
      return presence == Presence.UNTOLD
          ? silent(event)
          : new Sent(
              List.of(),
              event.telling(
                  StateFacts.with(
                      event.fact(), JsonObject.EMPTY.with("active", JsonBoolean.FALSE))),
              taken(event));
    }
    return occasion.isFollowed(index)
        ? new Silent(taken(event))
        : new Stuck(flaw.failure(occasion.resource()));
  }

  private Event numbered(Event event, Fact told) {
    return event.named(event.id() + "-" + tellings).telling(told);
  }

  /// What is about to be told has a number of its own, so that a receiver that drops what it has
  /// seen hears who comes and goes again and again.
  private List<Effect> mark(Presence next) {
    if (!tracked || (stored && presence == next)) {
      return List.of();
    }
    if (next == Presence.ENTERING || next == Presence.LEAVING) {
      tellings++;
    }
    presence = next;
    stored = true;
    return List.of(new PresenceMarked(next));
  }

  private static List<Effect> taken(Event event) {
    var effects = new ArrayList<Effect>();
    if (!event.standsForNoFact()) {
      effects.add(new EventTaken(event));
    }
    return effects;
  }
}
