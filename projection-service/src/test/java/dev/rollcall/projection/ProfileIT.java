package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.ResourceId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A tenant's definitions in the log, the tables and the reads.
class ProfileIT {
  private static final String DEVICE =
      "{'endpoint':'/Devices','schema':'urn:example:Device','definitions':[{'id':'urn:example:Device',"
          + "'attributes':[{'name':'serial','uniqueness':'server','caseExact':true},{'name':'label'}%s]}]}";

  private Platform platform;
  private Service service;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    service = new Service(platform.settings).awaitReady();
  }

  @AfterEach
  void stop() {
    service.close();
    platform.close();
  }

  @Test
  void what_stands_behind_a_definition_is_decided_under_it_though_it_comes_in_one_batch()
      throws Exception {
    platform.decide(create("User", "ann", "{'userName':'ann'}"));
    service.close();
    // All of these wait in the log and are read at once.
    platform.ask(create("Device", "d0", "{'serial':'S0'}"));
    platform.ask(define("Device", DEVICE.formatted("")));
    platform.ask(create("Device", "d1", "{'serial':'S1','label':'One'}"));
    platform.ask(create("Device", "d2", "{'serial':'S1'}"));
    platform.ask(define("Device", DEVICE.formatted(",{'name':'size','type':'integer'}")));
    platform.ask(create("Device", "d3", "{'serial':'S3','size':3}"));
    platform.ask(define("Device", "{}"));
    service = new Service(platform.settings).awaitReady();

    assertThat(platform.decisionsOnceThereAre(8).stream().skip(1).map(it -> it.outcome().status()))
        .containsExactly(500, 201, 201, 409, 200, 201, 400);
    assertThat(
            service.read("/internal/v1/demo/resources/Device/d3", "X-Profile-Version", "2").body())
        .contains("\"size\":3")
        .contains("/Devices/d3");
    assertThat(
            service.search("{'resourceTypes':['Device'],'filter':'label eq \\\"ONE\\\"'}").body())
        .contains("\"totalResults\":1");
    assertThat(service.read("/internal/v1/demo/profile").body())
        .contains("\"version\":2")
        .contains("\"name\":\"Device\"");
    assertThat(service.read("/internal/v1/demo/history/Device").statusCode()).isEqualTo(200);
  }

  @Test
  void a_dialect_that_is_switched_off_is_not_spoken() throws Exception {
    platform.decide(create("User", "ann", "{'userName':'ann','active':'True'}"));
    Decision off =
        platform.decide(
            new Command.ReplaceResource(
                "Dialects",
                new ResourceId("Dialects"),
                List.of(),
                Json.object("{'coerceBooleanStrings':false}")));
    assertThat(off.outcome().status()).isEqualTo(201);
    assertThat(
            platform
                .decide(create("User", "bob", "{'userName':'bob','active':'True'}"))
                .outcome()
                .status())
        .isEqualTo(400);
    assertThat(
            platform
                .decide(create("User", "bob", "{'userName':'bob','active':true}"))
                .outcome()
                .status())
        .isEqualTo(201);
  }

  private static Command define(String name, String document) {
    return new Command.ReplaceResource(
        "ResourceType", new ResourceId(name), List.of(), Json.object(document));
  }

  private static Command create(String type, String id, String document) {
    return new Command.CreateResource(type, new ResourceId(id), Json.object(document));
  }
}
