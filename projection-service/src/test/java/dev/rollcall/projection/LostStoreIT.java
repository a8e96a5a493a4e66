package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// PostgreSQL lost everything; the two logs did not.
class LostStoreIT {
  private static final int USERS = 200;
  private static final int FEW = 5;

  @Test
  void an_empty_database_gets_back_what_was_answered_and_goes_on_behind_it() throws Exception {
    try (var platform = new Platform().startAndAwaitReady()) {
      var id = new ResourceId(UUID.randomUUID().toString());
      platform.decide(new Command.CreateResource("User", id, named("first")));
      for (int i = 0; i < USERS; i++) {
        platform.ask(Platform.createUser("user" + i));
      }
      platform.ask(Platform.createUser("FIRST"));
      platform.append("demo", "poison", new byte[] {'{'});
      platform.decideNext(new Command.DeleteResource("User", id, List.of()), USERS + 4);
      List<Decision> before = platform.decisionsOnceThereAre(USERS + 4);
      String directory = Contents.of(platform, "proj_v1");
      platform.stop();

      platform.execute("DROP SCHEMA proj_v1 CASCADE; DROP SCHEMA rollcall CASCADE");
      platform.startAndAwaitReady();
      Platform.await("all back", () -> platform.stored() == USERS + 4);
      assertThat(Contents.of(platform, "proj_v1")).isEqualTo(directory);

      Decision next = platform.decideNext(Platform.createUser("after"), USERS + 5);
      assertThat(next.seq()).isEqualTo(USERS + 5);
      assertThat(next.outcome().status()).isEqualTo(201);
      assertThat(platform.decisionsOnceThereAre(USERS + 5).subList(0, USERS + 4)).isEqualTo(before);
      // What came back is what was answered, not what would be decided now.
      assertThat(
              platform.count(
                  "SELECT count(*) FROM rollcall.decision WHERE request_id = 'poison'"
                      + " AND convert_from(record, 'UTF8') LIKE '%quarantined%'"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_database_from_an_old_copy_gets_back_what_is_missing() throws Exception {
    try (var platform = new Platform().startAndAwaitReady()) {
      for (int i = 0; i < USERS; i++) {
        platform.ask(Platform.createUser("user" + i));
      }
      platform.decisionsOnceThereAre(USERS);
      platform.stop();
      Contents.copy(platform, "proj_v1", "copy_of_proj");
      Contents.copy(platform, "rollcall", "copy_of_rollcall");
      platform.startAndAwaitReady();
      for (int i = 0; i < USERS; i++) {
        platform.ask(Platform.createUser("later" + i));
      }
      platform.decisionsOnceThereAre(2 * USERS);
      String directory = Contents.of(platform, "proj_v1");
      platform.stop();
      Contents.restore(platform, "copy_of_proj", "proj_v1");
      Contents.restore(platform, "copy_of_rollcall", "rollcall");
      assertThat(platform.stored()).isEqualTo(USERS);

      platform.startAndAwaitReady();
      Platform.await("all back", () -> platform.stored() == 2 * USERS);
      assertThat(Contents.of(platform, "proj_v1")).isEqualTo(directory);
    }
  }

  @Test
  void a_repeat_at_the_end_of_the_log_hides_none_of_what_was_answered() throws Exception {
    try (var platform = new Platform().startAndAwaitReady()) {
      for (int i = 0; i < FEW; i++) {
        platform.ask(Platform.createUser("user" + i));
      }
      List<Decision> before = platform.decisionsOnceThereAre(FEW);
      platform.stop();
      platform.append(before.getFirst());
      platform.append(before.get(1));

      try (RecordedDecisions recorded = platform.recorded()) {
        assertThat(recorded.lastSeq()).isEqualTo(FEW);
      }
      platform.execute("DROP SCHEMA proj_v1 CASCADE; DROP SCHEMA rollcall CASCADE");
      platform.startAndAwaitReady();
      Platform.await("all back", () -> platform.stored() == FEW);
      platform.ask(Platform.createUser("after"));
      Platform.await("decided", () -> platform.stored() == FEW + 1);
      // Of the repeats at the end the relay makes no others.
      assertThat(platform.decisionsOnceThereAre(FEW + 3))
          .extracting(Decision::seq)
          .endsWith(1L, 2L, FEW + 1L)
          .hasSize(FEW + 3);
      platform.stop();

      // The next claim counts the repeats, so that none after it reads them again.
      platform.startAndAwaitReady();
      assertThat(platform.count("SELECT repeats FROM rollcall.decisions_log")).isEqualTo(2);
    }
  }

  private static JsonObject named(String name) {
    return JsonObject.builder().put("userName", name).build();
  }
}
