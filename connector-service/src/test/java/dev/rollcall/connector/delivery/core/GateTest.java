package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Gate.Standing;
import dev.rollcall.schemas.json.JsonObject;
import org.junit.jupiter.api.Test;

/// What a held act may do with a resource.
class GateTest {
  private static final JsonObject ON =
      JsonObject.builder().put("userName", "ada").put("active", true).build();
  private static final JsonObject OFF = ON.toBuilder().put("active", false).build();
  private static final Hold BY_RULES = new Hold("h1", Hold.Status.HELD, false);
  private static final Hold WHOLE = new Hold("h2", Hold.Status.WEIGHING, true);

  private static final StateWork NO_BARRIER = Works.user(new Desired.Present(ON), Works.linked(ON));
  private static final StateWork LEFT_AND_BACK =
      Works.user(
          new Desired.Present(ON), Works.linked(ON), Works.deactivated(5), Works.reactivated(6));

  private static final Action DELETE = new Delete("r1", null);
  private static final Action DEACTIVATE = new Deactivate("r1", null, ON);

  @Test
  void whom_scope_or_mapping_take_away_waits() {
    var gate = new Gate(BY_RULES, Standing.ACTIVE);
    assertThat(gate.before(NO_BARRIER, DELETE)).isEqualTo(BY_RULES);
    assertThat(gate.before(NO_BARRIER, DEACTIVATE)).isEqualTo(BY_RULES);
    assertThat(gate.before(NO_BARRIER, new Update("r1", null, ON, OFF))).isEqualTo(BY_RULES);
  }

  @Test
  void who_leaves_by_the_directory_leaves() {
    assertThat(new Gate(BY_RULES, Standing.ABSENT).before(NO_BARRIER, DELETE)).isNull();
    assertThat(new Gate(BY_RULES, Standing.INACTIVE).before(NO_BARRIER, DEACTIVATE)).isNull();
    assertThat(new Gate(BY_RULES, Standing.ACTIVE).before(LEFT_AND_BACK, DEACTIVATE)).isNull();
  }

  @Test
  void an_inactive_person_who_would_be_deleted_by_a_scope_waits() {
    assertThat(new Gate(BY_RULES, Standing.INACTIVE).before(NO_BARRIER, DELETE))
        .isEqualTo(BY_RULES);
  }

  @Test
  void an_act_that_is_held_whole_takes_nobody_away() {
    assertThat(new Gate(WHOLE, Standing.ABSENT).before(NO_BARRIER, DELETE)).isEqualTo(WHOLE);
    assertThat(new Gate(WHOLE, Standing.ACTIVE).before(LEFT_AND_BACK, DEACTIVATE)).isEqualTo(WHOLE);
  }

  @Test
  void whatever_takes_nothing_away_goes_on() {
    var gate = new Gate(WHOLE, Standing.ACTIVE);
    assertThat(gate.before(NO_BARRIER, new Create(ON))).isNull();
    assertThat(gate.before(NO_BARRIER, new Update("r1", null, OFF, ON))).isNull();
    assertThat(gate.before(NO_BARRIER, new Update("r1", null, OFF, OFF.with("title", ON))))
        .isNull();
  }

  @Test
  void nothing_waits_without_a_hold() {
    assertThat(new Gate(null, Standing.ACTIVE).before(NO_BARRIER, DELETE)).isNull();
  }
}
