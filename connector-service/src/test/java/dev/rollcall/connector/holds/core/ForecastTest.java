package dev.rollcall.connector.holds.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Barrier;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.Profile.Update;
import dev.rollcall.connector.delivery.core.TargetShape;
import dev.rollcall.connector.holds.core.Forecast.Change;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an act would do with one resource.
class ForecastTest {
  private static final ResourceRef USER = Facts.user("u1");
  private static final JsonObject ADA = Facts.person("ada");
  private static final JsonObject GONE = ADA.toBuilder().put("active", false).build();
  private static final Shaping NOBODY = new Shaping(new Scope(null, Set.of("g1")), Map.of());
  private static final Profile KEEPS = new Profile(100, Update.PATCH, Removal.DEACTIVATE, true);

  @Test
  void it_says_what_delivery_would_do() {
    assertThat(change(ADA, new Unlinked(), Shaping.NONE)).isEqualTo(Change.CREATE);
    assertThat(change(ADA, linked(ADA), Shaping.NONE)).isEqualTo(Change.NONE);
    assertThat(change(ADA.with("title", new JsonString("x")), linked(ADA), Shaping.NONE))
        .isEqualTo(Change.UPDATE);
    assertThat(change(GONE, linked(ADA), Shaping.NONE)).isEqualTo(Change.DEACTIVATE);
    assertThat(change(null, linked(ADA), Shaping.NONE)).isEqualTo(Change.DELETE);
    assertThat(change(ADA, linked(ADA), NOBODY)).isEqualTo(Change.DELETE);
    assertThat(change(ADA, new Unlinked(), NOBODY)).isEqualTo(Change.NONE);
    assertThat(Forecast.of(USER, material(ADA, linked(ADA)), NOBODY, KEEPS).change())
        .isEqualTo(Change.DEACTIVATE);
  }

  @Test
  void a_loss_by_the_directory_is_told_from_one_by_scope_or_mapping() {
    assertThat(Forecast.of(USER, material(ADA, linked(ADA)), NOBODY, KEEPS).byRules()).isTrue();
    assertThat(Forecast.of(USER, material(null, linked(ADA)), NOBODY, KEEPS).byRules()).isFalse();
    assertThat(Forecast.of(USER, material(GONE, linked(ADA)), NOBODY, KEEPS).byRules()).isFalse();
  }

  @Test
  void a_link_in_doubt_is_believed_and_what_was_taken_back_is_not_seen() {
    var doubted = new Linked("r1", null, shape(ADA), true);
    var material =
        new Material(
            ADA,
            Set.of(),
            null,
            true,
            null,
            doubted,
            List.of(new Barrier(4, 0, Barrier.Kind.DEACTIVATED)),
            List.of(),
            false);
    assertThat(Forecast.of(USER, material, Shaping.NONE, Profile.STANDARD).change())
        .isEqualTo(Change.NONE);
  }

  @Test
  void a_receiver_of_events_is_told_of_who_is_there_and_in_its_scope() {
    Material there = material(ADA, new Unlinked());

    assertThat(Forecast.told(USER, there, Shaping.NONE)).isEqualTo(Change.CREATE);
    assertThat(Forecast.told(USER, there, NOBODY)).isEqualTo(Change.NONE);
    assertThat(Forecast.told(USER, material(null, new Unlinked()), Shaping.NONE))
        .isEqualTo(Change.NONE);
  }

  @Test
  void people_and_groups_count_apart() {
    var lost = new Forecast(Change.DELETE, true);
    assertThat(lost.tally(USER)).isEqualTo(new Tally(0, 1, 0));
    assertThat(lost.tally(Facts.group("g"))).isEqualTo(new Tally(0, 0, 1));
    assertThat(new Forecast(Change.DEACTIVATE, true).tally(USER)).isEqualTo(new Tally(1, 0, 0));
    assertThat(new Forecast(Change.UPDATE, false).tally(USER)).isEqualTo(Tally.NONE);
  }

  private static Change change(@Nullable JsonObject document, Link link, Shaping shaping) {
    return Forecast.of(USER, material(document, link), shaping, Profile.STANDARD).change();
  }

  private static Linked linked(JsonObject document) {
    return new Linked("r1", null, shape(document), false);
  }

  private static JsonObject shape(JsonObject document) {
    return TargetShape.of(USER, document, null);
  }

  private static Material material(@Nullable JsonObject document, Link link) {
    return new Material(document, Set.of(), null, true, null, link, List.of(), List.of(), false);
  }
}
