package dev.rollcall.connector.reconciliation.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.Profile.Update;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a target should show.
class ExpectedTest {
  private static final ResourceRef ADA = Facts.user("u1");
  private static final Link LINKED = new Linked("7", null, JsonObject.EMPTY, false);
  private static final Profile KEEPS = new Profile(100, Update.PATCH, Removal.DEACTIVATE, true);

  @Test
  void who_is_in_the_directory_is_there_whether_linked_or_not() {
    assertThat(of(Facts.person("ada"), LINKED, null, Profile.STANDARD))
        .isInstanceOfSatisfying(
            Expected.There.class,
            there -> {
              assertThat(there.shape().text("externalId")).contains("u1");
              assertThat(there.isActive()).isTrue();
            });
    assertThat(of(Facts.person("ada"), new Unlinked(), null, Profile.STANDARD))
        .isInstanceOf(Expected.There.class);
  }

  @Test
  void who_is_inactive_is_there_and_off() {
    JsonObject off = Facts.person("ada").with("active", JsonBoolean.FALSE);

    assertThat(of(off, LINKED, null, Profile.STANDARD))
        .isInstanceOfSatisfying(
            Expected.There.class, there -> assertThat(there.isActive()).isFalse());
  }

  @Test
  void who_is_deleted_is_gone_or_off_as_the_profile_says_and_a_group_is_always_gone() {
    assertThat(of(null, LINKED, null, Profile.STANDARD)).isEqualTo(new Expected.Gone());
    assertThat(of(null, LINKED, null, KEEPS)).isEqualTo(new Expected.Off());
    assertThat(Expected.of(Facts.group("g"), material(null, LINKED, null), Shaping.NONE, KEEPS))
        .isEqualTo(new Expected.Gone());
  }

  @Test
  void who_stays_by_a_persons_decision_is_nobodys_finding() {
    var kept = new Hold("h", Hold.Status.REJECTED, true);

    assertThat(of(null, LINKED, kept, Profile.STANDARD)).isEqualTo(new Expected.Open());
  }

  @Test
  void whoever_is_to_be_there_has_a_name_there_and_nobody_else_has() {
    JsonObject document = JsonObject.of("userName", new JsonString("ada"));
    JsonObject shape = JsonObject.of("userName", new JsonString("ada@example.com"));

    assertThat(new Expected.There(shape).name(document)).contains("ada@example.com");
    assertThat(new Expected.There(JsonObject.EMPTY).name(document)).contains("ada");
    assertThat(new Expected.Open().name(document)).contains("ada");
    assertThat(new Expected.Open().name(null)).isEmpty();
    assertThat(new Expected.Off().name(document)).isEmpty();
    assertThat(new Expected.Gone().name(document)).isEmpty();
  }

  private static Expected of(
      @Nullable JsonObject document, Link link, @Nullable Hold hold, Profile profile) {
    return Expected.of(ADA, material(document, link, hold), Shaping.NONE, profile);
  }

  private static Material material(@Nullable JsonObject document, Link link, @Nullable Hold hold) {
    return new Material(document, Set.of(), null, true, hold, link, List.of(), List.of(), false);
  }
}
