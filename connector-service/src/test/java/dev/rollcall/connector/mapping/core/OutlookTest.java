package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Barrier;
import dev.rollcall.connector.delivery.core.Desired;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final JsonObject ADA = Facts.person("ada");
  private static final JsonObject GONE = ADA.with("active", JsonBoolean.FALSE);
  private static final Shaping ELSEWHERE = new Shaping(ScopeTest.scope(null, "g1"), Map.of());
  private static final Shaping BROKEN =
      new Shaping(
          Scope.EVERYTHING,
          Map.of("User", new Written("", _ -> new Outcome.Failed("it does not work"))));

  private static final Linked LINKED = new Linked("r1", null, ADA, false);

  @Test
  void who_falls_out_of_scope_must_go_and_it_is_noted() {
    Outlook outlook = look(material(ADA, LINKED, true), ELSEWHERE);

    assertThat(outlook.work().desired()).isEqualTo(new Desired.Absent());
    assertThat(outlook.parting()).containsExactly(new ScopeChanged(false));
  }

  @Test
  void who_is_out_already_is_not_noted_again_and_who_comes_in_is() {
    assertThat(look(material(ADA, new Unlinked(), false), ELSEWHERE).parting()).isEmpty();
    assertThat(look(material(ADA, new Unlinked(), false), Shaping.NONE).parting())
        .containsExactly(new ScopeChanged(true));
    assertThat(look(material(ADA, LINKED, true), Shaping.NONE).parting()).isEmpty();
  }

  @Test
  void somebody_out_of_scope_is_never_reactivated_at_the_target() {
    var barriers =
        List.of(
            new Barrier(1, 0, Barrier.Kind.DEACTIVATED),
            new Barrier(2, 0, Barrier.Kind.REACTIVATED));
    var material =
        new Material(ADA, Set.of(), null, false, null, LINKED, barriers, List.of(), false);

    assertThat(look(material, ELSEWHERE).work().barriers())
        .containsExactly(new Barrier(1, 0, Barrier.Kind.DEACTIVATED));
  }

  @Test
  void what_a_target_takes_nobody_without_is_asked_of_whom_it_is_to_take() {
    Shaping wanting = Shaping.NONE.requiring(Set.of("title"));

    assertThat(look(material(ADA, new Unlinked(), true), wanting).flaw()).isNotNull();
    assertThat(look(material(ADA, LINKED, true), wanting).flaw()).isNull();
    assertThat(look(material(GONE, new Unlinked(), true), wanting).flaw()).isNull();
  }

  @Test
  void what_is_deleted_here_needs_no_scope() {
    Outlook outlook = look(material(null, LINKED, true), ELSEWHERE);

    assertThat(outlook.work().desired()).isEqualTo(new Desired.Absent());
    assertThat(outlook.parting()).isEmpty();
  }

  @Test
  void a_mapping_that_fails_takes_nothing_away_and_names_the_person_by_id() {
    Outlook outlook = look(material(ADA, LINKED, true), BROKEN);

    assertThat(outlook.work().desired()).isEqualTo(new Desired.Present(ADA));
    assertThat(outlook.flaw())
        .isEqualTo(
            Failure.of(FailureKind.UNMAPPABLE, "The mapping of User u1 failed: it does not work"));
  }

  @Test
  void a_leaver_leaves_even_where_the_mapping_fails() {
    assertThat(look(material(GONE, LINKED, true), BROKEN).work().desired())
        .isEqualTo(new Desired.Present(GONE));
  }

  @Test
  void who_has_no_account_and_cannot_be_mapped_gets_none() {
    assertThat(look(material(ADA, new Unlinked(), true), BROKEN).work().desired())
        .isEqualTo(new Desired.Absent());
  }

  private static Outlook look(Material material, Shaping shaping) {
    return Outlook.of(Facts.user("u1"), material, shaping);
  }

  private static Material material(@Nullable JsonObject document, Link link, boolean inScope) {
    return new Material(document, Set.of(), null, inScope, null, link, List.of(), List.of(), false);
  }
}
