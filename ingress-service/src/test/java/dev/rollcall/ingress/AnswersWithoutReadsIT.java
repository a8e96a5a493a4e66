package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers to writes that were accepted, while the directory cannot be read.
class AnswersWithoutReadsIT extends WithLog {
  private static final String USERS = "/scim/v2/Users";
  private static final String WITH_MANAGER =
      """
      {"userName":"ada","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
        {"manager":{"value":"b0b"}}}\
      """;

  @BeforeAll
  void the_query_side_is_busy() {
    querySide.busy();
  }

  @Test
  void who_created_somebody_learns_the_id_though_the_managers_name_cannot_be_read()
      throws Exception {
    var answer = ingress.sendAsync("POST", USERS, WITH_MANAGER);
    var recorded = log.next();
    var command = (Command.CreateResource) recorded.request().command();
    var ref = new ResourceRef("User", command.newId());
    log.ring(
        log.decision(
            recorded,
            new Outcome.Accepted(201, ref, 1),
            List.of(new Fact.ResourceCreated(ref, 1, command.document(), List.of()))));

    assertThat(answer.join().statusCode()).isEqualTo(201);
    assertThat(answer.join().body())
        .contains("\"id\":\"" + command.newId() + "\"")
        .contains("\"value\":\"b0b\"");
  }

  @Test
  void a_change_that_came_with_what_stands_around_it_needs_no_read() throws Exception {
    var answer =
        change(
            "{\"created\":\"2026-03-03T09:00:00.120000Z\",\"groups\":[[\"g1\",\"Crew\",false]]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).contains("W/\"2\"");
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(USERS + "/u1");
    assertThat(answer.body())
        .contains("\"userName\":\"ada\"")
        .contains("\"display\":\"Crew\",\"type\":\"indirect\"")
        .contains("\"created\":\"2026-03-03T09:00:00.120Z\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"created\":\"x\",\"groups\":[]}"})
  void what_nobody_can_read_is_as_good_as_nothing(String surroundings) throws Exception {
    assertThat(change(surroundings).statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> change(String surroundings) throws Exception {
    var ref = new ResourceRef("User", new ResourceId("u1"));
    var answer = ingress.sendAsync("PUT", USERS + "/u1", "{\"userName\":\"ada\"}");
    var recorded = log.next();
    var command = (Command.ReplaceResource) recorded.request().command();
    log.ring(
        log.decision(
            recorded,
            new Outcome.Accepted(200, ref, 2),
            List.of(new Fact.ResourceChanged(ref, 2, command.document(), List.of()))),
        surroundings);
    return answer.join();
  }

  @Test
  void who_changed_somebody_is_told_to_ask_again_and_not_that_all_is_well() throws Exception {
    var ref = new ResourceRef("User", new ResourceId("u1"));
    var answer = ingress.sendAsync("PUT", USERS + "/u1", "{\"userName\":\"ada\"}");
    log.ring(log.decision(log.next(), new Outcome.Accepted(200, ref, 2), List.of()));

    assertThat(answer.join().statusCode()).isEqualTo(503);
    assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
  }
}
