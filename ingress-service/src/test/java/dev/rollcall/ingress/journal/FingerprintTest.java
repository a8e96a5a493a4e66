package dev.rollcall.ingress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.BulkContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final JsonObject ADA = JsonObject.of("userName", new JsonString("ada"));
  private static final JsonObject BOB = JsonObject.of("userName", new JsonString("bob"));

  @Test
  void a_repeat_has_other_ids_and_another_time_and_comes_from_elsewhere() {
    var first = create("r1", "u1", ADA);
    var again =
        new Request(
            new RequestId("r2"),
            first.tenant(),
            Instant.EPOCH.plusSeconds(5),
            new Actor("k", "192.0.2.1", "another"),
            new CreateResource("User", new ResourceId("u2"), ADA),
            first.id(),
            null);
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(first));
    assertThat(Fingerprint.of(bulk("u1"))).isEqualTo(Fingerprint.of(bulk("u2")));
  }

  @Test
  void every_part_is_what_the_whole_request_is_however_it_is_cut() {
    Request whole = bulk("u1");
    String content = BulkContent.of((Bulk) whole.command());
    var first = new BulkPart(new RequestId("r"), 2, 3, 25, 4, content, List.of());
    var again = new BulkPart(new RequestId("s"), 1, 2, 0, 0, content, List.of(new RequestId("r")));
    assertThat(Fingerprint.of(part(first))).isEqualTo(Fingerprint.of(whole));
    assertThat(Fingerprint.of(part(again))).isEqualTo(Fingerprint.of(whole));
    assertThat(
            Fingerprint.of(part(new BulkPart(new RequestId("r"), 2, 3, 25, 4, "other", List.of()))))
        .isNotEqualTo(Fingerprint.of(whole));
  }

  private static Request part(BulkPart part) {
    var operation = new BulkOperation("POST", "/Users", "c", null, BOB, new ResourceId("u"));
    return request("t", "k", new Bulk(0, List.of(operation), part));
  }

  @Test
  void everything_else_makes_another_request() {
    var id = new ResourceId("u1");
    Stream<Request> others =
        Stream.of(
            create("r1", "u1", ADA),
            create("r1", "u1", BOB),
            request("other", "k", new CreateResource("User", id, ADA)),
            request("t", "other", new CreateResource("User", id, ADA)),
            request("t", "k", new CreateResource("Group", id, ADA)),
            request("t", "k", new ReplaceResource("User", id, List.of(), ADA)),
            request("t", "k", new ReplaceResource("User", id, List.of("W/\"1\""), ADA)),
            request("t", "k", new PatchResource("User", id, List.of(), ADA)),
            request("t", "k", new DeleteResource("User", id, List.of())),
            request("t", "k", new DeleteResource("User", new ResourceId("u2"), List.of())),
            bulk("u1"),
            bearing(1));
    assertThat(others.map(Fingerprint::of)).doesNotHaveDuplicates();
  }

  private static Request create(String request, String user, JsonObject document) {
    return new Request(
        new RequestId(request),
        new TenantId("t"),
        Instant.EPOCH,
        new Actor("k", null, null),
        new CreateResource("User", new ResourceId(user), document),
        null,
        null);
  }

  private static Request bulk(String user) {
    var operation = new BulkOperation("POST", "/Users", "b", null, ADA, new ResourceId(user));
    return request("t", "k", new Bulk(0, List.of(operation)));
  }

  private static Request bearing(int failOnErrors) {
    Bulk one = (Bulk) bulk("u1").command();
    return request("t", "k", new Bulk(failOnErrors, one.operations()));
  }

  private static Request request(String tenant, String credential, Command command) {
    return new Request(
        new RequestId("r"),
        new TenantId(tenant),
        Instant.EPOCH,
        new Actor(credential, null, null),
        command,
        null,
        null);
  }
}
