package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservedDeciderTest {
  private static final ResourceRef CRM = ReservedType.TARGET.ref("crm");
  private static final String SEALED = "'token':{'sealed':{'fingerprint':'f1'}}";
  private static final String DOCUMENT = "{'kind':'scim','url':'https://crm'," + SEALED + "}";

  private final Directory directory = new Directory();

  @Test
  void a_target_is_created_changed_and_deleted_in_versions_that_go_on() {
    Decided created = directory.when(put(DOCUMENT));
    assertThat(created.outcome()).isEqualTo(new Accepted(201, CRM, 1));
    assertThat(created.facts())
        .containsExactly(new ResourceCreated(CRM, 1, Directory.json(DOCUMENT), List.of()));

    assertThat(directory.when(patch("{'paused':true}", "W/\"1\"")).outcome())
        .isEqualTo(new Accepted(200, CRM, 2));
    Decided deleted = directory.when(delete());
    assertThat(deleted.outcome()).isEqualTo(new Accepted(204, CRM, 3));
    assertThat(deleted.facts())
        .containsExactly(
            new ResourceChanged(CRM, 3, Directory.json("{'deleted':true}"), List.of()));
    assertThat(directory.when(put(DOCUMENT)).outcome()).isEqualTo(new Accepted(201, CRM, 4));
  }

  @Test
  void the_same_again_changes_nothing() {
    directory.when(put(DOCUMENT));
    Decided again = directory.when(put("{'kind':'scim','url':'https://crm'}"));
    assertThat(again.outcome()).isEqualTo(new Accepted(200, CRM, 1));
    assertThat(again.facts()).isEmpty();
  }

  @Test
  void what_is_not_there_cannot_be_changed_and_another_version_neither() {
    assertThat(status(patch("{'paused':true}"))).isEqualTo(404);
    assertThat(status(delete())).isEqualTo(404);
    assertThat(status(put(DOCUMENT, "W/\"1\""))).isEqualTo(412);
    directory.when(put(DOCUMENT));
    assertThat(status(put(DOCUMENT, "W/\"2\""))).isEqualTo(412);
    assertThat(status(delete("W/\"2\""))).isEqualTo(412);
    directory.when(delete());
    assertThat(status(delete())).isEqualTo(404);
    assertThat(status(put(DOCUMENT, "W/\"2\""))).isEqualTo(412);
    assertThat(status(put("{'kind':'scim'}"))).as("no secret is left to be kept").isEqualTo(201);
  }

  @Test
  void a_secret_in_the_clear_is_refused_and_one_that_is_kept_stays_at_home() {
    assertThat(status(put("{'kind':'scim','token':'t'}"))).isEqualTo(400);
    directory.when(put(DOCUMENT));
    assertThat(status(patch("{'url':'https://elsewhere'}"))).isEqualTo(400);
  }

  @Test
  void an_id_that_is_none_of_the_type_is_refused() {
    var stray =
        new Command.ReplaceResource(
            ReservedType.TARGET.typeName(), new ResourceId("ann"), List.of(), Directory.json("{}"));
    assertThat(status(stray)).isEqualTo(400);
  }

  @Test
  void an_act_is_recorded_once_and_never_changed() {
    Command act =
        new Command.CreateResource(
            ReservedType.DELIVERY_ACT.typeName(),
            ReservedType.DELIVERY_ACT.id("1"),
            Directory.json("{'act':'redrive'}"));
    assertThat(status(act)).isEqualTo(201);
    assertThat(status(act)).isEqualTo(409);
    assertThat(
            status(
                new Command.PatchResource(
                    ReservedType.DELIVERY_ACT.typeName(),
                    ReservedType.DELIVERY_ACT.id("1"),
                    List.of(),
                    Directory.json("{'act':'discard'}"))))
        .isEqualTo(400);
  }

  @Test
  void a_repeat_whose_first_answer_was_lost_is_answered_alike() {
    directory.when(put(DOCUMENT));
    Decided paused = directory.when(patch("{'paused':true}", "W/\"1\""));
    Decided repeated =
        directory.when(patch("{'paused':true}", "W/\"1\""), directory.lastRequest(), null);
    assertThat(repeated.outcome()).isEqualTo(paused.outcome());
    assertThat(repeated.facts()).isEmpty();
    directory.when(delete());
    assertThat(directory.when(delete(), directory.lastRequest(), null).outcome().status())
        .isEqualTo(204);
  }

  @Test
  void no_group_takes_a_target_in_and_no_user_command_finds_it() {
    directory.when(put(DOCUMENT));
    assertThat(status(Directory.createGroup("g1", "G", CRM.id().value()))).isEqualTo(400);
    assertThat(status(Directory.delete("User", CRM.id().value()))).isEqualTo(404);
    assertThat(status(Directory.delete("Group", CRM.id().value()))).isEqualTo(404);
  }

  private int status(Command command) {
    return directory.when(command).outcome().status();
  }

  private static Command put(String document, String... ifMatch) {
    return new Command.ReplaceResource(
        CRM.type(), CRM.id(), List.of(ifMatch), Directory.json(document));
  }

  private static Command patch(String document, String... ifMatch) {
    return new Command.PatchResource(
        CRM.type(), CRM.id(), List.of(ifMatch), Directory.json(document));
  }

  private static Command delete(String... ifMatch) {
    return new Command.DeleteResource(CRM.type(), CRM.id(), List.of(ifMatch));
  }
}
