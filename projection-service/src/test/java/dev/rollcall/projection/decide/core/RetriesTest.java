package dev.rollcall.projection.decide.core;

import static dev.rollcall.projection.decide.core.Directory.createUser;
import static dev.rollcall.projection.decide.core.Directory.delete;
import static dev.rollcall.projection.decide.core.Directory.patch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final ResourceRef ANN = new ResourceRef("User", new ResourceId("ann"));

  private final Directory directory = new Directory();

  @Test
  void a_repeated_create_is_answered_as_the_first_one_with_the_first_id() {
    directory.when(createUser("ann", "ann"));
    Decided repeat = directory.when(createUser("other", "ann"), "r1", null);
    assertThat(repeat).isEqualTo(new Decided(new Accepted(201, ANN, 1), List.of()));
  }

  @Test
  void a_repeated_create_conflicts_once_the_resource_changed() {
    directory.when(createUser("ann", "ann"));
    directory.when(patch("User", "ann", "{'op':'replace','path':'title','value':'x'}"));
    assertThat(status(directory.when(createUser("other", "ann"), "r1", null))).isEqualTo(409);
  }

  @Test
  void a_repeated_create_creates_once_the_first_resource_is_gone() {
    directory.when(createUser("ann", "ann"));
    directory.when(delete("User", "ann"));
    Decided repeat = directory.when(createUser("other", "ann"), "r1", null);
    assertThat(repeat.outcome())
        .isEqualTo(new Accepted(201, new ResourceRef("User", new ResourceId("other")), 1));
  }

  @Test
  void a_repeat_of_a_refused_request_is_judged_by_the_rules() {
    directory.when(createUser("ann", "ann"));
    directory.when(createUser("bob", "ann"));
    directory.when(delete("User", "ann"));
    assertThat(status(directory.when(createUser("bob", "ann"), "r2", null))).isEqualTo(201);
  }

  @Test
  void a_repeat_of_a_request_that_never_reached_the_log_is_judged_by_the_rules() {
    assertThat(status(directory.when(createUser("ann", "ann"), "r99", null))).isEqualTo(201);
  }

  @Test
  void a_repeated_delete_is_done() {
    directory.when(createUser("ann", "ann"));
    directory.when(delete("User", "ann"));
    assertThat(status(directory.when(delete("User", "ann"), "r2", null))).isEqualTo(204);
    assertThat(status(directory.when(delete("User", "ann")))).isEqualTo(404);
  }

  @Test
  void a_repeated_conditional_patch_does_not_fail_on_its_own_success() {
    var patch = patch("User", "ann", "{'op':'replace','path':'title','value':'x'}", "W/\"1\"");
    directory.when(createUser("ann", "ann"));
    Decided first = directory.when(patch);
    assertThat(directory.when(patch, "r2", null))
        .isEqualTo(new Decided(first.outcome(), List.of()));
    assertThat(status(directory.when(patch))).isEqualTo(412);
  }

  @Test
  void an_idempotency_key_does_the_same_without_a_hint_from_ingress() {
    directory.when(createUser("ann", "ann"), null, "key-1");
    Decided repeat = directory.when(createUser("other", "ann"), null, "key-1");
    assertThat(repeat).isEqualTo(new Decided(new Accepted(201, ANN, 1), List.of()));
  }

  @Test
  void an_idempotency_key_with_another_body_is_refused() {
    directory.when(createUser("ann", "ann"), null, "key-1");
    assertThat(status(directory.when(createUser("bob", "bob"), null, "key-1"))).isEqualTo(422);
  }

  private static int status(Decided decided) {
    return decided.outcome().status();
  }
}
