package dev.rollcall.connector.intake.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.intake.core.FoldedBatch.BarrierRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Burst;
import dev.rollcall.connector.intake.core.FoldedBatch.Exit;
import dev.rollcall.connector.intake.core.FoldedBatch.GapRow;
import dev.rollcall.connector.intake.core.FoldedBatch.MemberRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Raise;
import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import dev.rollcall.connector.intake.core.FoldedBatch.RowKey;
import dev.rollcall.connector.intake.core.FoldedBatch.TouchedRow;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  private static final JsonObject ADA = Facts.person("ada");
  private static final RowKey USER = new RowKey("acme", "u1");
  private static final RowKey GROUP = new RowKey("acme", "g1");

  @Test
  void several_who_leave_by_one_request_are_a_burst() {
    FoldedBatch one =
        batch(
            List.of(
                List.of(
                    Facts.deactivated(Facts.user("u1"), 2, ADA),
                    Facts.deleted(Facts.user("u2"), 2),
                    Facts.deactivated(Facts.user("u3"), 2, ADA),
                    Facts.reactivated(Facts.user("u3"), 3, ADA),
                    Facts.deleted(Facts.group("g1"), 2))));
    assertThat(one.bursts()).containsExactly(new Burst("acme", "request-1", List.of("u1", "u2")));

    FoldedBatch singles =
        fold(Facts.deleted(Facts.user("u1"), 2), Facts.deleted(Facts.user("u2"), 2));
    assertThat(singles.bursts()).isEmpty();
  }

  @Test
  void several_who_may_fall_out_of_a_scope_by_one_request_are_exits() {
    FoldedBatch one =
        batch(
            List.of(
                List.of(
                    Facts.changed(Facts.user("u1"), 2, ADA),
                    Facts.changed(Facts.user("u2"), 2, ADA),
                    Facts.changed(Facts.group("g2"), 2, ADA),
                    Facts.left(Facts.group("g1"), 2, "u3")),
                List.of(Facts.deleted(Facts.group("g1"), 3))));
    assertThat(one.exits())
        .containsExactly(
            new Exit("acme", "request-1", "", "u1"),
            new Exit("acme", "request-1", "", "u2"),
            new Exit("acme", "request-1", "g1", "u3"),
            new Exit("acme", "request-2", "g1", ""));

    FoldedBatch singles =
        fold(
            Facts.changed(Facts.user("u1"), 2, ADA),
            Facts.left(Facts.group("g1"), 2, "u2"),
            Facts.deleted(Facts.user("u3"), 2));
    assertThat(singles.exits()).isEmpty();
    FoldedBatch both =
        batch(
            List.of(
                List.of(
                    Facts.changed(Facts.user("u1"), 2, ADA),
                    Facts.left(Facts.group("g1"), 2, "u1"))));
    assertThat(both.exits()).as("one person").isEmpty();
  }

  @Test
  void several_decisions_on_one_resource_become_one_row_and_one_raise() {
    FoldedBatch batch =
        fold(
            Facts.created(Facts.user("u1"), ADA),
            Facts.changed(Facts.user("u1"), 2, ADA.with("title", ADA)));

    assertThat(batch.resources())
        .containsExactly(
            new ResourceRow(USER, "User", 2, ADA.with("title", ADA), 2, AT.plusSeconds(2)));
    assertThat(batch.raises())
        .containsExactly(
            new Raise(USER, "User", 2, 1, AT.plusSeconds(1), List.of("request-1", "request-2")));
  }

  @Test
  void leavers_come_first_and_groups_last() {
    FoldedBatch batch =
        fold(
            Facts.created(Facts.group("g1"), Facts.team("T")),
            Facts.changed(Facts.user("u1"), 2, ADA),
            Facts.deactivated(Facts.user("u2"), 2, ADA),
            Facts.deleted(Facts.user("u3"), 2),
            Facts.left(Facts.group("g2"), 2, "u1"),
            Facts.joined(Facts.group("g3"), 2, "u1"));

    assertThat(batch.raises().stream().map(raise -> raise.key().id() + " " + raise.priority()))
        .containsExactly("g1 2", "u1 1", "u2 0", "u3 0", "g2 0", "g3 2");
  }

  @Test
  void every_change_of_activity_is_a_barrier() {
    FoldedBatch batch =
        fold(
            Facts.deactivated(Facts.user("u1"), 2, ADA),
            Facts.reactivated(Facts.user("u1"), 3, ADA));

    assertThat(batch.barriers())
        .containsExactly(new BarrierRow(USER, 1, 0, true), new BarrierRow(USER, 2, 0, false));
  }

  @Test
  void a_member_who_left_and_came_back_holds_and_owes_a_removal() {
    FoldedBatch batch =
        fold(
            Facts.left(Facts.group("g1"), 2, "u1"),
            Facts.joined(Facts.group("g1"), 3, "u1"),
            Facts.joined(Facts.group("g1"), 4, "u2"));

    assertThat(batch.joined())
        .containsExactly(
            new MemberRow("acme", "g1", "u1", "User", 2),
            new MemberRow("acme", "g1", "u2", "User", 3));
    assertThat(batch.left()).isEmpty();
    assertThat(batch.gaps())
        .containsExactly(
            new GapRow("acme", "g1", "u1", 2, true), new GapRow("acme", "g1", "u2", 3, false));
    assertThat(batch.touched()).containsExactly(new TouchedRow(GROUP, 4, 3));
  }

  @Test
  void a_deleted_resource_keeps_a_row_without_document() {
    FoldedBatch batch =
        fold(Facts.created(Facts.user("u1"), ADA), Facts.deleted(Facts.user("u1"), 2));

    assertThat(batch.resources())
        .containsExactly(new ResourceRow(USER, "User", 2, null, 2, AT.plusSeconds(2)));
    assertThat(batch.deleted()).containsExactly(USER);
  }

  @Test
  void every_fact_is_an_event_with_a_name_of_its_own() {
    FoldedBatch batch =
        FoldTest.batch(
            List.of(
                List.of(
                    Facts.created(Facts.group("g1"), Facts.team("T")),
                    Facts.joined(Facts.group("g1"), 1, "u1"))));

    assertThat(batch.events().stream().map(FoldedBatch.EventRow::eventId))
        .containsExactly("msg_3-1-0", "msg_3-1-1");
  }

  @Test
  void what_is_neither_user_nor_group_goes_nowhere() {
    var device = new ResourceRef("Device", new ResourceId("d1"));
    assertThat(fold(Facts.created(device, ADA))).isEqualTo(batch(List.of(List.of())));
  }

  @Test
  void what_administrators_record_is_kept_as_it_is_last_and_goes_to_no_target() {
    ResourceRef crm = ReservedType.TARGET.ref("crm");
    JsonObject paused = JsonObject.of("paused", JsonBoolean.TRUE);
    FoldedBatch batch = fold(Facts.created(crm, JsonObject.EMPTY), Facts.changed(crm, 2, paused));

    assertThat(batch.reserved())
        .containsExactly(
            new ReservedRow(
                "acme", ReservedType.TARGET, "crm", 2, paused, 2, AT.plusSeconds(2), "request-2"));
    assertThat(batch.raises()).isEmpty();
    assertThat(batch.events()).isEmpty();
    assertThat(batch.resources()).isEmpty();
  }

  @Test
  void a_refusal_changes_nothing() {
    assertThat(batch(List.of(List.of())))
        .isEqualTo(
            new FoldedBatch(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  private static FoldedBatch fold(Fact... facts) {
    return batch(List.of(facts).stream().map(List::of).toList());
  }

  private static FoldedBatch batch(List<List<Fact>> decisions) {
    var all = new ArrayList<Decision>();
    for (int index = 0; index < decisions.size(); index++) {
      int seq = index + 1;
      all.add(
          new Decision(
              new Position(3, seq),
              seq,
              new RequestId("request-" + seq),
              new TenantId("acme"),
              AT.plusSeconds(seq),
              1,
              new Outcome.Refused(400, null, "for the test"),
              decisions.get(index)));
    }
    return Fold.of(all);
  }
}
