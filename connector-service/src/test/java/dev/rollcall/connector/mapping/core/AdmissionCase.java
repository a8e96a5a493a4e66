package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Acquaintance.Present;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Presence;
import dev.rollcall.connector.mapping.core.Passage.Sent;
import dev.rollcall.connector.target.EventBody;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words for what a receiver of events is to be told of, and what it knows.
abstract class AdmissionCase {
  static final Instant T = Instant.parse("2026-10-01T10:00:00Z");
  static final ResourceRef U1 = Facts.user("u1");
  static final ResourceRef G1 = Facts.group("g1");
  static final JsonObject STAFF = typed("Employee");
  static final JsonObject GUEST = typed("Guest");
  static final Shaping EMPLOYEES =
      new Shaping(ScopeTest.scope("userType eq \"Employee\"", null), Map.of()).forEvents();

  static JsonObject typed(String userType) {
    return Facts.person("ada").with("userType", new JsonString(userType));
  }

  static Event created(ResourceRef resource, JsonObject document) {
    return event(1, Facts.created(resource, document));
  }

  static Event changed(long seq, JsonObject document) {
    return event(seq, Facts.changed(U1, seq, document));
  }

  static Event event(long seq, Fact fact) {
    return new Event("msg_" + seq, seq, 0, T, null, fact, null);
  }

  /// What is known, and what a test says besides.
  record Known(Acquaintance it) {
    Known in(String... groups) {
      return new Known(
          new Acquaintance(
              it.presence(), it.tellings(), it.present(), Set.of(groups), it.gaps(), false, 50));
    }

    Known counted(long tellings) {
      return new Known(
          new Acquaintance(
              it.presence(), tellings, it.present(), it.memberOf(), it.gaps(), false, 50));
    }

    Known owing(List<MemberGap> gaps) {
      return new Known(it.withGaps(gaps, false));
    }
  }

  static Known known(@Nullable Presence presence, @Nullable JsonObject now) {
    return new Known(
        new Acquaintance(
            presence, 0, now == null ? null : new Present(now, 9), Set.of(), List.of(), false, 50));
  }

  static List<Passage> of(ResourceRef resource, Shaping shaping, Known known, Event... events) {
    return Admission.of(
        new Occasion(resource, 9, T, List.of(events), false),
        shaping,
        known.it(),
        Company.EVERYBODY);
  }

  static List<Passage> of(
      ResourceRef resource, Shaping shaping, Known known, Company company, Event... events) {
    return Admission.of(
        new Occasion(resource, 9, T, List.of(events), false), shaping, known.it(), company);
  }

  static List<String> told(List<Passage> passages) {
    return sent(passages).stream()
        .map(it -> EventBody.type(it.event().fact()) + " " + it.event().id())
        .toList();
  }

  static List<Sent> sent(List<Passage> passages) {
    return passages.stream().filter(Sent.class::isInstance).map(Sent.class::cast).toList();
  }
}
